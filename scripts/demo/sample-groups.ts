import { groupInput } from '../../src/contract/group.ts';

/** What a contact centre's routes look like: a plain split with a backup tier, and a split by placed calls. */
export const sampleGroups = [
  groupInput.parse({
    name: 'Support',
    destinations: [
      { name: 'Boston', uri: 'tel:+16177123000', percent: 50 },
      { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 30 },
      { name: 'Home office', uri: 'sip:agents@10.0.1.9', percent: 20, maxActive: 12 },
      { name: 'Answering service', uri: 'tel:+18005550100', percent: 100, tier: 2 },
    ],
  }),
  groupInput.parse({
    name: 'Sales',
    balance: 'calls',
    destinations: [
      { name: 'In-house', uri: 'sip:sales@10.0.2.1', percent: 66.67 },
      { name: 'Partner', uri: 'tel:+13035550123', percent: 33.33 },
    ],
  }),
];
