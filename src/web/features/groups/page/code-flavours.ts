import type { GroupOutput } from '../../../../contract/group.ts';
import { voiceXml, type VoiceXmlFlavour } from '../../../../contract/voicexml.ts';

/** One way to use a group from an application. */
export interface CodeFlavour {
  readonly name: string;
  /** When to take it. */
  readonly words: string;
  readonly file: string;
  /** Whether the code names a backup number. */
  readonly hasFallback: boolean;
  readonly code: (group: GroupOutput, fallback: string) => string;
}

export const codeFlavours: readonly CodeFlavour[] = [
  {
    name: 'VoiceXML',
    words:
      'The short document to start with. If no destination comes back, the call goes to the backup number.',
    ...document('seed', 'route.vxml'),
  },
  {
    name: 'Robust',
    words: 'Tries up to three destinations, and handles failed fetches and a far end that hangs up first.',
    ...document('robust', 'route-robust.vxml'),
  },
  {
    name: 'XML only',
    words: 'The robust document for standard VoiceXML 2.1 platforms, which read XML and no JSON.',
    ...document('xml', 'route-xml.vxml'),
  },
  {
    name: 'curl',
    words: 'Asks for a destination and completes the session, from a shell.',
    file: 'route.sh',
    hasFallback: false,
    code: curlCommands,
  },
];

function document(flavour: VoiceXmlFlavour, file: string) {
  return {
    file,
    hasFallback: true,
    code: ({ url, completeUrl }: GroupOutput, fallback: string) =>
      voiceXml({ flavour, routeUrl: url, completeUrl, fallback }),
  };
}

function curlCommands({ url, completeUrl }: GroupOutput): string {
  return `# where to send this call?
curl -d 'session.id=my-test-1' '${url}'

# the call has ended: its place is free again
curl -d 'session.id=my-test-1' '${completeUrl}'
`;
}
