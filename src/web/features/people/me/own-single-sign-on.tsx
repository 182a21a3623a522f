import { useSearchParams } from 'wouter';
import { Message } from '../../../ui/message.tsx';
import { Section } from '../../../ui/section.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { connectSingleSignOn } from '../api/single-sign-on.ts';
import { SingleSignOnButton, SingleSignOnRefusal } from '../single-sign-on.tsx';

/** Coming by the provider as well, where there is one. */
export function OwnSingleSignOn() {
  const options = useSignInOptions();
  const [search] = useSearchParams();
  if (!options?.singleSignOn) return null;
  return (
    <Section title='Single sign-on' words='Connect it, and you need no password here.'>
      <SingleSignOnRefusal />
      {search.has('connected') && <Message tone='plain'>Single sign-on is connected.</Message>}
      <div>
        <SingleSignOnButton
          label='Connect'
          start={connectSingleSignOn}
          to='/me?connected'
          otherwise='/me'
        />
      </div>
    </Section>
  );
}
