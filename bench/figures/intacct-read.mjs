import { smallCompany } from '../kinds/company.mjs';
import { requests } from '../kinds/requests.mjs';

export default requests({
  title: 'Sage Intacct: XML read of one customer',
  goal: { ratio: 3 },
  async ours() {
    const { simulator, listener, admin } = await smallCompany();
    simulator.intacct.people.create('CUSTOMER', { CUSTOMERID: 'BENCH', NAME: 'Bench' }, admin('intacct'));
    const headers = { 'content-type': 'application/xml' };
    return { listener: listener('intacct'), request: { method: 'POST', path: '/ia/xml/xmlgw.phtml', headers, body: READ_CUSTOMER } };
  },
});

const READ_CUSTOMER = `<?xml version="1.0" encoding="UTF-8"?>
<request><control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control>
<operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication>
<content><function controlid="1"><readByName><object>CUSTOMER</object><keys>BENCH</keys><fields>RECORDNO,CUSTOMERID,NAME</fields></readByName></function></content></operation></request>`;
