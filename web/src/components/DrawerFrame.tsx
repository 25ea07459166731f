import { Drawer } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { DialogBody } from './DialogBody';
import classes from './DrawerFrame.module.css';
import { UnsavedWithin, useGivingUp, useUnsaved } from './unsaved';
import { UnsavedQuestion } from './UnsavedQuestion';
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
  const [within] = useState(() => new Set<string>());
  const [asked, setAsked] = useState(false);
  const giveUp = useGivingUp();
  const leave = () => {
    setAsked(false);
    giveUp(within);
    onClose();
  };
  return (
    <Drawer
      opened
      onClose={() => (within.size > 0 ? setAsked(true) : onClose())}
      // The question over it takes the key for itself.
      closeOnEscape={!asked}
      position="right"
      size={size}
      title={title}
      classNames={{ title: classes.title }}
      overlayProps={{ backgroundOpacity: 0.18 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <UnsavedWithin value={within}>
        <Held unsaved={unsaved} />
        <DialogBody>{children}</DialogBody>
      </UnsavedWithin>
      <UnsavedQuestion asked={asked} onStay={() => setAsked(false)} onLeave={leave} />
    </Drawer>
  );
}

/** What is drawn around the drawer knows of its input, and tells it from within. */
function Held({ unsaved }: { unsaved: boolean }) {
  useUnsaved(unsaved);
  return null;
}
