import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { Ability } from '../services/ability';

interface Props extends Pick<ButtonProps, 'variant' | 'color' | 'size' | 'leftSection' | 'loading'> {
  ability: Ability;
  label: string;
  onClick(): void;
}

/** A button that stays where it is when its viewer may not use it, and says why. */
export function AbilityButton({ ability: { allowed, reason }, label, onClick, variant = 'default', ...look }: Props) {
  return (
    <Tooltip label={reason} disabled={allowed || !reason} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...look}
        variant={allowed ? variant : 'default'}
        data-disabled={!allowed || undefined}
        aria-disabled={!allowed}
        aria-description={allowed ? undefined : (reason ?? undefined)}
        onClick={() => allowed && onClick()}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
