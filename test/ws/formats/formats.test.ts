import assert from 'node:assert/strict';
import { failure, type WsAnswer } from '../../../src/ws/answer.ts';
import { formats } from '../../../src/ws/formats/choose-format.ts';
import { formFormat } from '../../../src/ws/formats/form-format.ts';
import { jsonFormat } from '../../../src/ws/formats/json-format.ts';
import { xmlFormat } from '../../../src/ws/formats/xml-format.ts';
import { fieldsOf } from '../../support/voice-client.ts';

const ROUTED: WsAnswer = {
  success: true,
  destination: 'sip:1234@10.0.1.2;user=phone?a=b&c=d',
  name: 'Boston <"1"> & 3',
  attempt: 2,
};

Deno.test('JSON is one line with its fields in order', () => {
  assert.equal(
    jsonFormat.write({ ...ROUTED, warning: 'Odd.', degraded: true }),
    '{"success":true,"destination":"sip:1234@10.0.1.2;user=phone?a=b&c=d","name":"Boston <\\"1\\"> & 3",' +
      '"attempt":2,"warning":"Odd.","degraded":true}',
  );
});

Deno.test('JSON is a script as well, for platforms that evaluate it', () => {
  const text = jsonFormat.write({ ...ROUTED, name: 'a\u2028b\u2029c' });
  assert.doesNotMatch(text, /[\u2028\u2029]/);
  assert.equal(JSON.parse(text).name, 'a\u2028b\u2029c');
});

Deno.test('XML is what VoiceXML 2.1 platforms read', () => {
  assert.equal(
    xmlFormat.write(ROUTED),
    '<?xml version="1.0"?><?access-control allow="*"?><route><success>true</success>' +
      '<destination>sip:1234@10.0.1.2;user=phone?a=b&amp;c=d</destination>' +
      '<name>Boston &lt;"1"&gt; &amp; 3</name><attempt>2</attempt></route>',
  );
  assert.equal(
    xmlFormat.write({ success: true, completed: 1 }),
    '<?xml version="1.0"?><?access-control allow="*"?><route><success>true</success><completed>1</completed></route>',
  );
});

Deno.test('XML survives characters that XML forbids', () => {
  const { name } = fieldsOf(
    xmlFormat.contentType,
    xmlFormat.write({ ...ROUTED, name: 'a\u0000\u0008\u000b\ufffe\ud800b\r\n\t]]>𝄞' }),
  );
  assert.equal(name, 'a\ufffd\ufffd\ufffd\ufffd\ufffdb\r\n\t]]>𝄞');
});

Deno.test('form text escapes spaces as %20, as Asterisk leaves a + as it is', () => {
  assert.equal(
    formFormat.write(ROUTED),
    'success=true&destination=sip%3A1234%4010.0.1.2%3Buser%3Dphone%3Fa%3Db%26c%3Dd' +
      '&name=Boston%20%3C%221%22%3E%20%26%203&attempt=2',
  );
});

Deno.test('form text survives half a surrogate pair', () => {
  assert.equal(formFormat.write({ ...ROUTED, name: '\udc00' }).includes('name=%EF%BF%BD'), true);
});

for (const format of formats) {
  Deno.test(`${format.suffix} tells of a failure and leaves out what is not there`, () => {
    const answer = { ...failure('exhausted'), degraded: undefined };
    const fields = fieldsOf(format.contentType, format.write(answer));
    assert.deepEqual(Object.keys(fields), ['success', 'error', 'message']);
    assert.equal(fields.success, 'false');
    assert.equal(fields.error, 'exhausted');
  });
}
