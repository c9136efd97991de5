/** How the page looks, light and dark, at a projector's width and a phone's. */
export const STYLE = `
:root{--bg:#fff;--fg:#1c2024;--soft:#60646c;--line:#d9dce1;--pane:#f5f6f8;--mark:#0b5fc4;--mark-bg:#e3effd;--ok:#14713a;--bad:#b3261e;--bad-bg:#fdeceb;--new:#e2f4e6;--dot:#7a4fc0;--focus:#0b5fc4}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#16181b;--fg:#e6e8eb;--soft:#a0a6ae;--line:#383d44;--pane:#1e2125;--mark:#7ab4f8;--mark-bg:#1c3350;--ok:#5fc986;--bad:#ff8a80;--bad-bg:#3d1f1e;--new:#1d3a27;--dot:#b99af0;--focus:#7ab4f8}}
:root[data-theme=dark]{--bg:#16181b;--fg:#e6e8eb;--soft:#a0a6ae;--line:#383d44;--pane:#1e2125;--mark:#7ab4f8;--mark-bg:#1c3350;--ok:#5fc986;--bad:#ff8a80;--bad-bg:#3d1f1e;--new:#1d3a27;--dot:#b99af0;--focus:#7ab4f8}
*{box-sizing:border-box}
html,body{margin:0;height:100%}
body{background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,sans-serif}
button,input,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:4px 10px}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
h1,h2,h3{margin:0;line-height:1.25}
h1{font-size:1.1rem}h2{font-size:1.25rem;overflow-wrap:anywhere}h3{font-size:.95rem;margin:14px 0 4px}
pre,code,.mono{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:4px 0;padding:8px;background:var(--pane);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;max-height:340px;overflow:auto}
#app{display:grid;grid-template:auto 1fr/320px 1fr;height:100%}
.top{grid-column:1/3;display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;padding:8px 14px;border-bottom:1px solid var(--line)}
.top .space{flex:1}
.ok{color:var(--ok)}.bad{color:var(--bad)}.soft{color:var(--soft)}
.list{overflow:auto;border-right:1px solid var(--line);padding:8px}
.list input{width:100%;margin-bottom:8px}
.list ul{list-style:none;margin:0;padding:0}
.list p{margin:0 0 6px}
.list h3{position:sticky;top:-8px;margin:0;padding:10px 8px 4px;background:var(--bg);overflow-wrap:anywhere}
::placeholder{color:var(--soft);opacity:1}
.list button{display:block;width:100%;text-align:left;border:0;border-left:3px solid transparent;border-radius:0;padding:5px 8px;overflow-wrap:anywhere}
.list button[aria-current=true]{background:var(--mark-bg);border-left-color:var(--mark)}
.list button:focus-visible{outline-offset:-2px}
.list small{display:block;color:var(--soft)}
.one{overflow:auto;padding:12px 16px;min-width:0}
.one .back{display:none;margin-bottom:8px}
.badge{display:inline-block;border-radius:10px;padding:0 9px;margin-right:6px;border:1px solid currentColor;font-size:.85rem}
.about{max-width:78ch}.about p,.about ul,.about ol{margin:8px 0}h2:focus{outline:0}
.tag{display:inline-block;background:var(--pane);border-radius:10px;padding:0 9px;margin:2px 4px 2px 0;font-size:.85rem}
.example{display:flex;flex-wrap:wrap;gap:4px 8px;margin:8px 0}
.example div{display:flex;gap:8px;border:1px solid var(--line);border-radius:6px;padding:1px 9px;min-width:0;font-size:.9rem}
.example dt{color:var(--soft)}.example dd{margin:0;overflow-wrap:anywhere;min-width:0}
.rule{margin:4px 0;padding:6px 10px;border-left:3px solid var(--dot);background:var(--pane)}
.proves{margin:8px 0}.proves .rule{max-width:90ch}
.failure{background:var(--bad-bg);border:1px solid var(--bad);border-radius:8px;padding:10px 12px;margin:10px 0}
.failure dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:6px 0}
.failure dt{color:var(--soft)}.failure dd{margin:0;overflow-wrap:anywhere}
.failure pre{background:var(--bg)}
.spot{white-space:pre;overflow-wrap:normal}
.bar{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:10px 0;position:sticky;top:-12px;background:var(--bg);padding:8px 0;z-index:3;border-bottom:1px solid var(--line)}
.bar input[type=range]{flex:1;min-width:120px;padding:0}
.bar .now{flex-basis:100%;font-weight:600;overflow-wrap:anywhere}
.work{display:grid;grid-template-columns:minmax(0,13fr) minmax(0,8fr);gap:16px;align-items:start}
.lanes{position:sticky;top:0;z-index:2;background:var(--bg);align-items:end;display:grid;grid-template-columns:88px 1fr 1fr 1fr 1fr;text-align:center;font-weight:600;border-bottom:1px solid var(--line);padding:4px 0;font-size:.9rem}
.picture{height:60vh;min-height:320px;overflow:auto;border:1px solid var(--line);border-radius:6px;position:relative}
.rows{position:relative}
.row{position:absolute;left:0;right:0;height:34px;cursor:pointer;display:grid;grid-template-columns:88px 1fr}
.row:hover{background:var(--pane)}
.row[aria-selected=true]{background:var(--mark-bg);box-shadow:inset 3px 0 var(--mark)}
.row.in::before{content:'';position:absolute;left:0;top:0;bottom:0;width:3px;background:var(--mark);opacity:.45}
.row .at{color:var(--soft);font-size:12px;padding:9px 0 0 8px;white-space:nowrap;font-variant-numeric:tabular-nums}
.row .field{position:relative;overflow:hidden;background:linear-gradient(var(--line),var(--line)) 12.5% 0/1px 100% no-repeat,linear-gradient(var(--line),var(--line)) 37.5% 0/1px 100% no-repeat,linear-gradient(var(--line),var(--line)) 62.5% 0/1px 100% no-repeat,linear-gradient(var(--line),var(--line)) 87.5% 0/1px 100% no-repeat}
.row.step .field,.row.idle .field,.row.crash .field{background:none}
.row.step{background:var(--pane);font-weight:600;border-top:1px solid var(--line)}
.row.step[aria-selected=true]{background:var(--mark-bg)}
.row.step.failed,.row.crash{color:var(--bad)}
.row .say{padding:7px 8px 0 4px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.row.idle .say{color:var(--soft);font-size:13px}
.arrow{position:absolute;top:23px;height:0;border-top:2px solid var(--mark)}
.arrow::after{content:'';position:absolute;top:-6px;border:5px solid transparent}
.arrow.right::after{right:-1px;border-left:7px solid var(--mark);border-right:0}
.arrow.left::after{left:-1px;border-right:7px solid var(--mark);border-left:0}
.arrow.lost{border-top-style:dashed}
.arrow.refused{border-top-color:var(--bad)}.arrow.refused.right::after{border-left-color:var(--bad)}.arrow.refused.left::after{border-right-color:var(--bad)}
.label{position:absolute;font-size:12px;line-height:16px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;background:none}
.dot{position:absolute;top:12px;width:10px;height:10px;margin-left:-5px;border-radius:5px;background:var(--ok)}
.dot.decision{background:var(--dot);border-radius:1px;transform:rotate(45deg)}
.dot.delete,.dot.remove{background:var(--bad)}
.halo{background:var(--bg);padding:0 4px;border-radius:4px}
.row[aria-selected=true] .halo{background:var(--mark-bg)}
.detail{min-width:0;position:sticky;top:84px;max-height:calc(100vh - 150px);overflow:auto;padding-right:4px}
.cut{margin-top:18px;border-top:1px solid var(--line);padding-top:8px}
.records{margin:4px 0 12px}
.record{border:1px solid var(--line);border-radius:6px;margin:6px 0;padding:6px 10px}
.record.changed{border-color:var(--mark)}
.record.gone{opacity:.7;text-decoration:line-through}
.record table{border-collapse:collapse;width:100%;font-size:13px}
.record th{font-weight:500;text-align:left;color:var(--soft);padding:1px 10px 1px 0;vertical-align:top;width:38%;overflow-wrap:anywhere}
.record td{overflow-wrap:anywhere;padding:1px 0}
.record del{color:var(--bad)}.record ins{background:var(--new);text-decoration:none;border-radius:3px;padding:0 3px}
summary{cursor:pointer;color:var(--soft);font-size:13px}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 5px;font-size:12px;background:var(--pane)}
@media (max-width:820px){
#app{grid-template:auto 1fr/1fr}.top{grid-column:1}
.list{border-right:0}.one{display:none;padding:10px}
.open .list{display:none}.open .one{display:block}.one .back{display:inline-block}
.work{grid-template-columns:minmax(0,1fr)}
.detail{position:static;max-height:none}
.lanes{grid-template-columns:42px 1fr 1fr 1fr 1fr;font-size:11px}.row{grid-template-columns:42px 1fr}.row .at{font-size:11px;padding-left:4px}.row .hour{display:none}
.label{font-size:10px}.picture{height:46vh}.keys{display:none}
.top{gap:6px 8px;padding:6px 10px;font-size:14px}.top button{padding:2px 9px}
}
@media (min-width:1700px){body{font-size:17px}#app{grid-template-columns:400px 1fr}.label{font-size:14px}.row .at{font-size:13px}.record table,summary{font-size:15px}}
@media print{
:root:root:root{color-scheme:light;--bg:#fff;--fg:#000;--soft:#444;--line:#bbb;--pane:#f2f2f2;--mark:#0b5fc4;--mark-bg:#e3effd;--ok:#14713a;--bad:#b3261e;--bad-bg:#fff;--new:#e2f4e6;--dot:#7a4fc0}
*{print-color-adjust:exact}
html,body,#app{height:auto}#app{display:block}
.top,.list,.one .back,.bar{display:none}.one{display:block;overflow:visible;padding:0}
.work{display:block}.picture{height:auto;min-height:0;overflow:visible;border:0}.lanes{position:static}
.detail{position:static;max-height:none;overflow:visible}pre{max-height:none}
.row,.record,.failure{break-inside:avoid}
}
@media (prefers-reduced-motion:no-preference){.row{transition:background .12s}}
`;
