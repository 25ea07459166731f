import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DrawerFrame.module.css';

interface Props {
  title: string;
  onClose(): void;
  /** In pixels, where there is room. */
  size?: number;
  children: ReactNode;
}

/** The drawer itself. Its header is no banner of the page (two banners are one too many). */
export function DrawerFrame({ title, onClose, size = 560, children }: Props) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      classNames={{ title: classes.title }}
      overlayProps={{ backgroundOpacity: 0.18 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Drawer>
  );
}
