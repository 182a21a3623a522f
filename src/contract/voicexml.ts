/**
 * `seed` is the short document to start with, `robust` the same with everything that can go wrong on a call handled,
 * `xml` is `robust` for VoiceXML 2.1 platforms whose `<data>` reads XML only.
 */
export type VoiceXmlFlavour = 'seed' | 'robust' | 'xml';

export const voiceXmlFlavours: readonly VoiceXmlFlavour[] = ['seed', 'robust', 'xml'];

/** The backup number of the sample document: to be replaced by one's own before a call goes there. */
export const SAMPLE_FALLBACK = '16177123000';

export interface VoiceXmlOptions {
  readonly flavour: VoiceXmlFlavour;
  /** The group's `url`: asked for the next destination. */
  readonly routeUrl: string;
  /** The group's `completeUrl`, or the global one: told that the session has ended. */
  readonly completeUrl: string;
  /** Where the call goes when the group gives no destination: a destination that `checkDestinationUri` accepts. */
  readonly fallback: string;
}

/** How many destinations one call tries before the backup number; also what ends the loop when nothing else does. */
const TRIES = 3;

/** A VoiceXML document that transfers calls by a route group: well-formed XML, ready to be served as it is. */
export function voiceXml(options: VoiceXmlOptions): string {
  if (options.flavour === 'seed') return seedDocument(options);
  return robustDocument(options, options.flavour === 'xml' ? xmlDialect(options) : jsonDialect(options));
}

function seedDocument({ routeUrl, completeUrl, fallback }: VoiceXmlOptions): string {
  const destination = `'success' in route && route.success ? route.destination : ${scriptString(fallback)}`;
  return `<?xml version="1.0"?>
<vxml version="2.1">
  <form>
    <!-- lookup the route we should use for this session -->
    <data name="route" src="${
    escape(routeUrl)
  }" method="post" namelist="session.id" accept="application/json"/>

    <!-- transfer to the route provided while also providing a backup number in the event of a failure -->
    <transfer destexpr="${escape(destination)}">
      <prompt>Please wait while you are transferred</prompt>
    </transfer>

    <!-- trap disconnect events to report the completion of this session -->
    <catch event="connection.disconnect">
      <data name="route" src="${
    escape(completeUrl)
  }" method="post" namelist="session.id" accept="application/json"/>
    </catch>
  </form>
</vxml>
`;
}

/** Where platforms differ: the namespace they insist on, how they know a session, how they read an answer. */
interface Dialect {
  readonly vxml: string;
  /** Elements at the head of the document. */
  readonly head: string;
  /** The attributes of each `<data>`. */
  readonly route: string;
  readonly complete: string;
  /** ECMAScript over the answer in the variable `route`. */
  readonly succeeded: string;
  readonly destination: string;
}

function jsonDialect({ routeUrl, completeUrl }: VoiceXmlOptions): Dialect {
  const how = 'method="post" namelist="session.id" accept="application/json"';
  return {
    vxml: '<vxml version="2.1">',
    head: '',
    route: `src="${escape(routeUrl)}" ${how}`,
    complete: `src="${escape(completeUrl)}" ${how}`,
    succeeded: `'success' in route && route.success`,
    destination: 'route.destination',
  };
}

/** VoiceXML 2.1 §5.1 and Appendix D: `<data>` exposes the answer as a read-only DOM. */
function xmlDialect({ routeUrl, completeUrl }: VoiceXmlOptions): Dialect {
  const how = 'method="post" namelist="session_id"';
  return {
    vxml: '<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml">',
    head: XML_HEAD,
    route: `src="${escape(routeUrl)}.xml" ${how}`,
    complete: `src="${escape(completeUrl)}.xml" ${how}`,
    succeeded: `textOf(route, 'success') == 'true'`,
    destination: `textOf(route, 'destination')`,
  };
}

/** Text may come as several nodes, as parsers may split it at entities such as the `&` of a SIP address. */
const XML_HEAD = `
  <!-- the platform's own id of the call: some call it session.id, session.callid or session.connection.callid -->
  <var name="session_id" expr="session.sessionid"/>

  <script><![CDATA[
    function textOf(answer, name) {
      var text = '';
      var found = answer.documentElement.getElementsByTagName(name);
      var node = found.length > 0 ? found.item(0).firstChild : null;
      for (; node; node = node.nextSibling) text += node.data;
      return text;
    }
  ]]></script>
`;

/**
 * Each form is one step of the call: `route` asks and transfers, and comes back to itself when nobody answers;
 * `release` gives the last place back before the backup number is called; `end` reports that the call is over.
 * A `<data>` in a block has the block's scope (VoiceXML 2.1 §5.1), hence the variable of the form.
 */
function robustDocument({ fallback }: VoiceXmlOptions, dialect: Dialect): string {
  const { vxml, head, route, complete, succeeded, destination } = dialect;
  return `<?xml version="1.0" encoding="UTF-8"?>
${vxml}
  <!-- a caller who waits hears silence: give up on a fetch after this long -->
  <property name="fetchtimeout" value="5s"/>

  <!-- how many destinations one call tries before the backup number -->
  <var name="triesLeft" expr="${TRIES}"/>
${head}
  <!-- the caller hung up, at whatever step: report the completion of this session -->
  <catch event="connection.disconnect">
    <data name="completion" ${complete}/>
    <exit/>
  </catch>

  <catch event="error">
    <exit/>
  </catch>

  <form id="route">
    <var name="destination" expr="''"/>

    <block>
      <if cond="triesLeft == 0">
        <goto next="#release"/>
      </if>
      <assign name="triesLeft" expr="triesLeft - 1"/>

      <!-- lookup the route; asking again means that the last one failed, and gives another -->
      <data name="route" ${route}/>
      <if cond="${escape(succeeded)}">
        <assign name="destination" expr="${escape(destination)}"/>
      <else/>
        <goto next="#backup"/>
      </if>
    </block>

    <transfer name="outcome" destexpr="destination" bridge="true" connecttimeout="30s">
      <prompt>Please wait while you are transferred</prompt>
      <filled>
        <if cond="outcome == 'busy' || outcome == 'noanswer' || outcome == 'network_busy'">
          <goto next="#route"/>
        </if>
        <goto next="#end"/>
      </filled>
      <!-- the destination could not be reached at all -->
      <catch event="error">
        <goto next="#route"/>
      </catch>
    </transfer>

    <!-- the route could not be looked up -->
    <catch event="error">
      <goto next="#backup"/>
    </catch>
  </form>

  <form id="release">
    <block>
      <data name="completion" ${complete}/>
      <goto next="#backup"/>
    </block>
    <catch event="error">
      <goto next="#backup"/>
    </catch>
  </form>

  <form id="backup">
    <transfer name="outcome" destexpr="${escape(scriptString(fallback))}" bridge="true" connecttimeout="30s">
      <prompt>Please wait while you are transferred</prompt>
      <filled>
        <goto next="#end"/>
      </filled>
      <catch event="error">
        <goto next="#end"/>
      </catch>
    </transfer>
  </form>

  <!-- the far end hung up, or nobody could be reached: the caller is still on the line -->
  <form id="end">
    <block>
      <data name="completion" ${complete}/>
      <exit/>
    </block>
  </form>
</vxml>
`;
}

/** For attribute values in double quotes (XML 1.0 §2.3). */
function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** An ECMAScript string in single quotes; what XML could not carry is written as an escape. */
function scriptString(text: string): string {
  // deno-lint-ignore no-control-regex
  const special = /['\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/g;
  return `'${text.replace(special, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}
