import { Modal, type ModalProps } from '@mantine/core';
import { DialogBody } from './DialogBody';
import { useAsked } from './useAsked';
import { useFocusBack } from './useFocusBack';

interface Props extends Omit<ModalProps, 'opened'> {
  /** Holds input that is not saved; forms in it that say so themselves need not say it here. */
  unsaved?: boolean;
}

/** A dialog that is open for as long as it is drawn; it asks before it takes input away. Its header is no banner of the page. */
export function DialogFrame({ children, onClose, unsaved = false, ...others }: Props) {
  useFocusBack();
  const { close, asking, asked } = useAsked(<DialogBody>{children}</DialogBody>, onClose, unsaved);
  return (
    <Modal opened onClose={close} closeOnEscape={!asking} attributes={{ header: { role: 'presentation' } }} {...others}>
      {asked}
    </Modal>
  );
}
