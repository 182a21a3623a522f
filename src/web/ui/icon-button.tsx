import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';

type IconButtonProps = ActionIconProps & Omit<ComponentProps<'button'>, keyof ActionIconProps> & {
  readonly icon: IconName;
  /** What it does; shown on hover and read aloud. */
  readonly label: string;
};

const LOOK = { variant: 'subtle', color: 'gray', size: 'lg' } as const;

const HOVER_MS = 350;

/** A button that is an icon. */
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} openDelay={HOVER_MS}>
      <ActionIcon {...LOOK} aria-label={label} {...rest}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The same for a page to go to. */
export function IconLink(
  { icon, label, href }: Pick<IconButtonProps, 'icon' | 'label'> & { readonly href: string },
) {
  return (
    <Tooltip label={label} openDelay={HOVER_MS}>
      <ActionIcon component={Link} href={href} {...LOOK} aria-label={label}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
