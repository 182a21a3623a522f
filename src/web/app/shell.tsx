import { ActionIcon, Button, Menu, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon, type IconName, Mark } from '../ui/icon.tsx';
import classes from './shell.module.css';

interface Place {
  readonly path: string;
  readonly name: string;
  /** Paths at which this is the place one is at. */
  readonly covers: RegExp;
}

const places: readonly Place[] = [
  { path: '/', name: 'Routes', covers: /^\/(groups\/.*|deleted)?$/ },
  { path: '/live', name: 'Live', covers: /^\/live$/ },
  { path: '/calls', name: 'Calls', covers: /^\/calls$/ },
  { path: '/reports', name: 'Reports', covers: /^\/reports$/ },
];

/** The slim bar at the top, and the page below it. */
export function Shell({ menu, children }: { readonly menu: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <a href='#content' className={classes.skip}>Skip to the content</a>
      <header className={classes.bar}>
        <div className={classes.inner}>
          <Link href='/' className={classes.brand}>
            <Mark />
            <span>Plum Routes</span>
          </Link>
          <PlaceLinks />
          <PlacesMenu />
          <div className={classes.menus}>
            {menu}
            <SchemeMenu />
          </div>
        </div>
      </header>
      {children}
    </>
  );
}

/** The place one is at; undefined where there is none of its own. */
function useHere(): Place | undefined {
  const [path] = useLocation();
  return places.find(({ covers }) => covers.test(path));
}

function PlaceLinks() {
  const here = useHere();
  return (
    <nav className={classes.places} aria-label='Main'>
      {places.map((place) => (
        <Link
          key={place.path}
          href={place.path}
          className={classes.place}
          aria-current={place === here ? 'page' : undefined}
        >
          {place.name}
        </Link>
      ))}
    </nav>
  );
}

/** The same where the bar has no room for them. */
function PlacesMenu() {
  const here = useHere();
  return (
    <Menu position='bottom-start' width={190}>
      <Menu.Target>
        <Button variant='subtle' color='gray' className={classes.open} leftSection={<Icon name='menu' />}>
          {here?.name ?? 'Menu'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ path, name }) => (
          <Menu.Item
            key={path}
            component={Link}
            href={path}
            rightSection={path === here?.path && <Icon name='check' size={16} />}
            aria-current={path === here?.path ? 'page' : undefined}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const schemes = [
  { value: 'auto', name: 'As the system', icon: 'system' },
  { value: 'light', name: 'Light', icon: 'sun' },
  { value: 'dark', name: 'Dark', icon: 'moon' },
] as const satisfies readonly { value: string; name: string; icon: IconName }[];

function SchemeMenu() {
  // Mantine would hold transitions back by a `<style>` element, which our content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const chosen = schemes.find(({ value }) => value === colorScheme) ?? schemes[0];
  return (
    <Menu position='bottom-end' width={190}>
      <Menu.Target>
        <ActionIcon variant='subtle' color='gray' size='lg' aria-label='Light or dark'>
          <Icon name={chosen.icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, name, icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon name={icon} />}
            rightSection={value === chosen.value && <Icon name='check' size={16} />}
            onClick={() => setColorScheme(value)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
