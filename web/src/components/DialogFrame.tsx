import { Modal, type ModalProps } from '@mantine/core';
import { DialogBody } from './DialogBody';
import { useFocusBack } from './useFocusBack';

/** A dialog that is open for as long as it is drawn. */
export function DialogFrame({ children, ...others }: Omit<ModalProps, 'opened'>) {
  useFocusBack();
  return (
    <Modal opened {...others}>
      <DialogBody>{children}</DialogBody>
    </Modal>
  );
}
