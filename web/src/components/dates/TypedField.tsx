import { ActionIcon, CloseButton, FocusTrap, Group, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../useTyped';

export interface FieldProps extends Pick<TextInputProps, 'label' | 'aria-label' | 'description' | 'placeholder' | 'readOnly' | 'w' | 'maw' | 'flex' | 'inputWrapperOrder'> {
  /** Empty: nothing is chosen. */
  value: string;
  error?: ReactNode;
}

interface Props extends FieldProps {
  /** Empty: it was emptied. Null: what is typed can't be read, or not yet. */
  onChange(value: string | null): void;
  show(value: string): string;
  /** Null: that can't be read. */
  read(text: string): string | null;
  /** What is said of it once the field is left. */
  wrong: string;
  /** Names the button that empties the field; absent: there is none. */
  clear?: string;
  /** Drawn when it is asked for. */
  calendar(close: () => void): ReactNode;
}

/**
 * A text field for dates with a calendar beside it: typed or picked, as somebody likes. It tells
 * of a date when it is left, on Enter or when it is picked: on the way to "31.12.2026" stands
 * "31.12.20", which is a date that nobody means.
 */
export function TypedField({ value, error, onChange, show, read, wrong, clear, calendar, readOnly, ...look }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const typed = useTyped({ value, show, read, onChange, late: true });
  const name = typeof look.label === 'string' ? look.label : (look['aria-label'] ?? '');
  return (
    <Popover opened={open} onChange={setOpen} returnFocus withRoles={false} position="bottom-start" shadow="md">
      <Popover.Target>
        <TextInput
          {...look}
          value={typed.text}
          error={error ?? (typed.wrong && wrong)}
          onChange={({ currentTarget }) => typed.type(currentTarget.value)}
          onBlur={typed.leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') typed.leave();
            if (event.key === 'ArrowDown' && event.altKey && !readOnly) setOpen(true);
          }}
          readOnly={readOnly}
          autoComplete="off"
          rightSectionWidth={clear && value ? 58 : 32}
          rightSection={
            !readOnly && (
              <Group gap={0} wrap="nowrap">
                {clear && value && <CloseButton size={24} aria-label={clear} onClick={typed.clear} />}
                <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('dates.pick', { name })} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
                  <IconCalendar size={15} aria-hidden />
                </ActionIcon>
              </Group>
            )
          }
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('dates.pick', { name })}>
        <Suspense fallback={null}>
          {open && (
            <FocusTrap>
              <div>{calendar(() => setOpen(false))}</div>
            </FocusTrap>
          )}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
