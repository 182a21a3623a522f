import { type Command, Option } from 'commander';
import {
  SAMPLE_FALLBACK,
  voiceXml,
  type VoiceXmlFlavour,
  voiceXmlFlavours,
  type VoiceXmlOptions,
} from '../contract/voicexml.ts';
import { checkDestinationUri } from '../routing/destination.ts';
import type { Cli } from './cli.ts';
import { wrongUsage } from './command-failure.ts';
import { findGroup } from './find-group.ts';
import { explain, formatJson, JSON_OPTION } from './help.ts';

interface VxmlOptions {
  readonly flavour: VoiceXmlFlavour;
  readonly fallback?: string;
  readonly globalComplete?: boolean;
  readonly json?: boolean;
}

/** `vxml GROUP`: a VoiceXML document that transfers calls by the group. */
export function addVxml(program: Command, cli: Cli) {
  const command = program.command('vxml').argument('<group>', 'id or name of a route group')
    .description('Print a VoiceXML document that transfers calls by a route group')
    .addOption(
      new Option(
        '--flavour <flavour>',
        'seed: the short sample; robust: with retries and every failure handled; xml: robust, for VoiceXML 2.1 ' +
          'platforms whose <data> reads XML only',
      ).choices(voiceXmlFlavours).default('seed'),
    )
    .option('--fallback <number>', 'where calls go when the group gives no destination')
    .option('--global-complete', "complete sessions by the global URL instead of the group's own")
    .option(...JSON_OPTION)
    .action((group: string, options: VxmlOptions) => printVxml(cli, group, options));
  explain(command, {
    examples: [
      ['vxml Support --fallback tel:+16175550100', 'Get the sample, ready for your application'],
      [
        'vxml 7 --flavour robust --fallback tel:+16175550100 > support.vxml',
        'Get a document to serve as it is',
      ],
    ],
    exits: [0, 1, 2, 3],
  });
}

async function printVxml({ client, terminal }: Cli, reference: string, options: VxmlOptions) {
  const fallback = options.fallback ?? SAMPLE_FALLBACK;
  const [fault] = checkDestinationUri(fallback).faults;
  if (fault) throw wrongUsage(`--fallback: ${fault}`);
  const { url, completeUrl } = findGroup(await client().groups(), reference);
  const filledIn: VoiceXmlOptions = {
    flavour: options.flavour,
    routeUrl: url,
    completeUrl: options.globalComplete ? globalCompleteUrl(completeUrl) : completeUrl,
    fallback,
  };
  const document = voiceXml(filledIn);
  terminal.print(options.json ? formatJson({ ...filledIn, document }) : document);
  if (options.fallback === undefined) {
    terminal.note(`The backup number ${fallback} is the sample's. Give yours with --fallback.\n`);
  }
}

/** `/ws/complete/{account}/{key}` without its last two parts. */
function globalCompleteUrl(completeUrl: string): string {
  return completeUrl.replace(/\/[^/]+\/[^/]+$/, '');
}
