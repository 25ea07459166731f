import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** Search as you type. "/" comes here from anywhere, Escape empties it. */
export function SearchField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const keyboard = useMediaQuery('(hover: hover)');
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(onChange, 180);
  // Where "/" lies above the digits it comes with the shift key.
  useHotkeys(['/', 'shift+/'].map((key) => [key, () => input.current?.select()]));
  // The address may change by the browser's back button while the field stands.
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);

  const type = (text: string) => {
    setTyped(text);
    settle(text.trim());
  };
  return (
    <TextInput
      ref={input}
      type="search"
      w={{ base: '100%', xs: 300 }}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      // Whoever opens a row right away leaves with this search, and is not brought back by it.
      onBlur={() => settle.flush()}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSectionPointerEvents="all"
      rightSection={
        typed ? <CloseButton size="sm" aria-label={t('list.clearSearch')} onClick={() => type('')} /> : keyboard && <Kbd size="xs">/</Kbd>
      }
    />
  );
}
