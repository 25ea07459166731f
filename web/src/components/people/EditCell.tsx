import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import type { Ability } from '../../services/ability';
import { pageMain } from '../shell/pageMain';
import classes from './EditCell.module.css';

interface Props {
  label: string;
  ability: Ability;
  /** What the cell shows. */
  children: ReactNode;
  /** The form, drawn when it is asked for. */
  form(close: () => void): ReactNode;
}

/** A cell that can be changed where it stands; the pencil shows when the row is looked at. */
export function EditCell({ label, ability: { allowed, reason }, children, form }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className={classes.cell}>
      <span className={classes.value}>{children}</span>
      <Tooltip label={allowed ? label : reason} events={{ hover: true, focus: true, touch: false }}>
        <ActionIcon
          ref={button}
          className={classes.pencil}
          variant="subtle"
          color="gray"
          size={24}
          aria-label={label}
          aria-disabled={!allowed}
          aria-description={allowed ? undefined : (reason ?? undefined)}
          data-disabled={!allowed || undefined}
          onClick={() => allowed && setOpen(true)}
        >
          <IconPencil size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {/* Around the popover: it finds its first field only when the form is loaded. */}
      <Suspense fallback={null}>
        {open && (
          <Popover opened onClose={close} position="bottom-end" width={380} trapFocus hideDetached={false} withRoles={false} shadow="md" portalProps={{ target: pageMain() }}>
            <Popover.Target>
              <span className={classes.anchor} />
            </Popover.Target>
            <Popover.Dropdown role="dialog" aria-label={label}>
              {form(close)}
            </Popover.Dropdown>
          </Popover>
        )}
      </Suspense>
    </span>
  );
}
