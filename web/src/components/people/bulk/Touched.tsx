import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  touched: boolean;
  onTouch(touched: boolean): void;
  children: ReactNode;
}

/** A field that several people have in common only once it is ticked: what isn't stays with each as it is. */
export function Touched({ label, touched, onTouch, children }: Props) {
  return (
    <>
      <Checkbox label={label} checked={touched} onChange={(event) => onTouch(event.currentTarget.checked)} />
      {touched && children}
    </>
  );
}
