import { type ComponentType, lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { GroupListPage } from '../features/groups/list/group-list-page.tsx';
import { Page } from '../ui/page.tsx';
import { Shell } from './shell.tsx';

const loaders = {
  form: () => import('../features/groups/form/group-form-page.tsx').then((page) => page.GroupFormPage),
  group: () => import('../features/groups/page/group-page.tsx').then((page) => page.GroupPage),
  deleted: () =>
    import('../features/groups/list/deleted-groups-page.tsx').then((page) => page.DeletedGroupsPage),
};

const GroupFormPage = lazyPage(loaders.form);
const GroupPage = lazyPage(loaders.group);
const DeletedGroupsPage = lazyPage(loaders.deleted);

/**
 * The pages by their paths. The list comes with the first script, the others each in its own. While a page is on its
 * way the present one stays, so that going somewhere never blanks the screen.
 */
export function Pages() {
  const [location] = useLocation();
  const shown = useDeferredValue(location);
  useEffect(() => {
    const timer = setTimeout(loadAhead, 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Shell menu={null}>
      <Suspense fallback={null}>
        <Switch location={shown}>
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
          <Route path='/deleted'>
            <DeletedGroupsPage />
          </Route>
          <Route>
            <NothingHere />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
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
