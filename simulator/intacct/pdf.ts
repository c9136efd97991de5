/** Lines of one page. Assumed: as many as fit a letter page in this size. */
const PAGE_LINES = 50;

/**
 * Lines of text as a PDF 1.4 document, in Helvetica on letter pages. Characters beyond Latin-1 become question marks, as the font has none.
 */
export function pdfOf(lines: readonly string[]): string {
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / PAGE_LINES)) }, (_, index) =>
    lines.slice(index * PAGE_LINES, (index + 1) * PAGE_LINES),
  );
  const kids = pages.map((_page, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => {
      const text = page.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
      const stream = `BT /F1 10 Tf 14 TL 50 750 Td\n${text}\nET`;
      const resources = '/Resources << /Font << /F1 3 0 R >> >>';
      const head = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ${resources} /Contents ${5 + index * 2} 0 R >>`;
      return [head, `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`];
    }),
  ];
  return assemble(objects);
}

function assemble(objects: readonly string[]): string {
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  return `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

function escaped(line: string): string {
  return line.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&');
}
