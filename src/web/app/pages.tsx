import { type ComponentType, lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { GroupListPage } from '../features/groups/list/group-list-page.tsx';
import type { Tab } from '../features/people/account/account-page.tsx';
import { AccountMenu } from '../features/people/account-menu.tsx';
import { useMe } from '../features/people/api/read-me.ts';
import { MayEdit } from '../lib/may-edit.ts';
import { Page } from '../ui/page.tsx';
import {
  API_DOCS,
  DOORS,
  FORGOT_PASSWORD,
  JOIN,
  NEW_PASSWORD,
  OPEN_PAGES,
  SET_UP,
  SIGN_IN,
} from './doors.ts';
import { Shell } from './shell.tsx';

/** Long enough for the first page to be on the screen. */
const LOAD_AHEAD_MS = 1_500;

const loaders = {
  form: () => import('../features/groups/form/group-form-page.tsx').then((page) => page.GroupFormPage),
  group: () => import('../features/groups/page/group-page.tsx').then((page) => page.GroupPage),
  live: () => import('../features/groups/board/live-page.tsx').then((page) => page.LivePage),
  signIn: () => import('../features/people/sign-in/sign-in-page.tsx').then((page) => page.SignInPage),
  setup: () => import('../features/people/sign-in/setup-page.tsx').then((page) => page.SetupPage),
  join: () => import('../features/people/join/join-page.tsx').then((page) => page.JoinPage),
  forgotPassword: () =>
    import('../features/people/password/forgot-password-page.tsx').then((page) => page.ForgotPasswordPage),
  newPassword: () =>
    import('../features/people/password/new-password-page.tsx').then((page) => page.NewPasswordPage),
  account: () => import('../features/people/account/account-page.tsx').then((page) => page.AccountPage),
  me: () => import('../features/people/me/me-page.tsx').then((page) => page.MePage),
  calls: () => import('../features/calls/calls-page.tsx').then((page) => page.CallsPage),
  deleted: () =>
    import('../features/groups/list/deleted-groups-page.tsx').then((page) => page.DeletedGroupsPage),
  webhooks: () => import('../features/webhooks/webhooks.tsx').then((page) => page.Webhooks),
  reports: () => import('../features/reports/reports-page.tsx').then((page) => page.ReportsPage),
  apiDocs: () => import('../features/api-docs/api-docs-page.tsx').then((page) => page.ApiDocsPage),
};

const GroupFormPage = lazyPage(loaders.form);
const GroupPage = lazyPage(loaders.group);
const LivePage = lazyPage(loaders.live);
const SignInPage = lazyPage(loaders.signIn);
const SetupPage = lazyPage(loaders.setup);
const JoinPage = lazyPage(loaders.join);
const ForgotPasswordPage = lazyPage(loaders.forgotPassword);
const NewPasswordPage = lazyPage(loaders.newPassword);
const AccountPage = lazyPage(loaders.account);
const MePage = lazyPage(loaders.me);
const CallsPage = lazyPage(loaders.calls);
const DeletedGroupsPage = lazyPage(loaders.deleted);
const ReportsPage = lazyPage(loaders.reports);
const ApiDocsPage = lazyPage(loaders.apiDocs);
const Webhooks = lazyPage(loaders.webhooks);

/** What other features show of the account: features do not know each other. */
const accountTabs: readonly Tab[] = [
  {
    path: 'webhooks',
    name: 'Webhooks',
    needs: 'admin',
    show: () => (
      <Suspense>
        <Webhooks />
      </Suspense>
    ),
  },
];

/**
 * The pages by their paths. The list comes with the first script, the others each in its own. While a page is on its
 * way the present one stays, so that going somewhere never blanks the screen.
 */
export function Pages() {
  const [location] = useLocation();
  const shown = useDeferredValue(location);
  const atDoor = DOORS.has(shown);
  const me = useMe({ enabled: !atDoor });
  useEffect(() => {
    const timer = setTimeout(loadAhead, LOAD_AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  const pages = (
    <Suspense fallback={null}>
      <Switch location={shown}>
        <Route path={SIGN_IN}>
          <SignInPage />
        </Route>
        <Route path={SET_UP}>
          <SetupPage />
        </Route>
        <Route path={JOIN}>
          <JoinPage />
        </Route>
        <Route path={FORGOT_PASSWORD}>
          <ForgotPasswordPage />
        </Route>
        <Route path={NEW_PASSWORD}>
          <NewPasswordPage />
        </Route>
        <Route path='/'>
          <GroupListPage />
        </Route>
        <Route path='/groups/new'>
          <GroupFormPage key='new' />
        </Route>
        <Route path='/groups/:id/edit'>{({ id }) => <GroupFormPage key={id} groupId={Number(id)} />}</Route>
        <Route path='/groups/:id/:tab?'>
          {({ id, tab }) => <GroupPage key={id} groupId={Number(id)} tab={tab} />}
        </Route>
        <Route path='/live'>
          <LivePage />
        </Route>
        <Route path='/account/:tab?'>{({ tab }) => <AccountPage tab={tab} more={accountTabs} />}</Route>
        <Route path='/me'>
          <MePage />
        </Route>
        <Route path='/calls'>
          <CallsPage />
        </Route>
        <Route path='/deleted'>
          <DeletedGroupsPage />
        </Route>
        <Route path='/reports'>
          <ReportsPage />
        </Route>
        <Route path={API_DOCS}>
          <ApiDocsPage />
        </Route>
        <Route>
          <NothingHere />
        </Route>
      </Switch>
    </Suspense>
  );
  if (atDoor) return pages;
  const belongsNowhere = me?.active === null && !OPEN_PAGES.has(shown);
  return (
    <MayEdit value={me?.active?.role !== 'viewer'}>
      <Shell menu={<AccountMenu />}>{belongsNowhere ? <NoAccount email={me.email} /> : pages}</Shell>
    </MayEdit>
  );
}

function lazyPage<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

/** Fetches the other pages' scripts when the first page has long been on the screen. */
function loadAhead() {
  for (const load of Object.values(loaders)) load().catch(() => {});
}

function NothingHere() {
  return (
    <Page title='Nothing is here'>
      <p>This address belongs to no page. The Routes link above leads to your route groups.</p>
    </Page>
  );
}

/** For whoever was removed from the last account that they belonged to. */
function NoAccount({ email }: { readonly email: string | null }) {
  return (
    <Page title='You belong to no account'>
      <p>Ask an admin for an invitation to {email}. Its link leads you back in.</p>
    </Page>
  );
}
