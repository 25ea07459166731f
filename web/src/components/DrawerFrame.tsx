import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { DialogBody } from './DialogBody';
import classes from './DrawerFrame.module.css';
import { useAsked } from './useAsked';
import { useFocusBack } from './useFocusBack';

interface Props {
  title: string;
  onClose(): void;
  /** In pixels, where there is room. */
  size?: number;
  /** Holds input that is not saved; forms in it that say so themselves need not say it here. */
  unsaved?: boolean;
  children: ReactNode;
}

/** The drawer itself; it asks before it takes input away. Its header is no banner of the page (two banners are one too many). */
export function DrawerFrame({ title, onClose, size = 560, unsaved = false, children }: Props) {
  useFocusBack();
  const { close, asking, asked } = useAsked(<DialogBody>{children}</DialogBody>, onClose, unsaved);
  return (
    <Drawer
      opened
      onClose={close}
      // The question over it takes the key for itself.
      closeOnEscape={!asking}
      position="right"
      size={size}
      title={title}
      classNames={{ title: classes.title }}
      overlayProps={{ backgroundOpacity: 0.18 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {asked}
    </Drawer>
  );
}
