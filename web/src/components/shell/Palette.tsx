import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleFound } from '../../services/catalogue';
import { firstSearch, mayOpen, type Viewer } from '../../services/viewer';
import { DialogFrame } from '../DialogFrame';
import { groups } from './groups';
import classes from './Palette.module.css';

interface Props {
  viewer: Viewer;
  onClose(): void;
}

/** Goes to any page or person by a few letters. */
export function Palette({ viewer, onClose }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 180);
  const combobox = useCombobox({ opened: true });
  const pages = groups
    .flatMap((group) => [...group.pages])
    .filter(({ page }) => mayOpen(viewer, page))
    .filter(({ page }) => matches(t(`nav.${page}`), typed));
  const people = usePeopleFound(search, !mayOpen(viewer, 'users') || search.length === 0);
  // The field names the list that it controls once the list is there.
  const [, setListed] = useState(false);
  useEffect(() => setListed(true), []);
  const found = pages.length + people.length;
  useEffect(() => {
    // Not `combobox` itself: it is another object each time it is drawn.
    combobox.selectFirstOption();
  }, [typed, people]);
  const go = (address: string) => {
    onClose();
    const to = address as '/';
    void router.navigate({ to, search: firstSearch(viewer, to) });
  };
  return (
    <DialogFrame onClose={onClose} withCloseButton={false} padding={0} size={560} yOffset="12vh" attributes={{ content: { 'aria-label': t('palette.title') } }}>
      <Combobox store={combobox} onOptionSubmit={go}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            role="combobox"
            size="md"
            variant="unstyled"
            className={classes.input}
            aria-label={t('palette.title')}
            placeholder={t('palette.hint')}
            leftSection={<IconSearch size={17} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        </Combobox.EventsTarget>
        <Combobox.Options className={classes.options} aria-label={t('palette.title')} tabIndex={0}>
          {pages.length > 0 && (
            <Combobox.Group label={t('palette.pages')}>
              {pages.map(({ page, to, icon: Icon }) => (
                <Combobox.Option key={to} value={to} className={classes.option}>
                  <Icon size={17} stroke={1.6} aria-hidden />
                  {t(`nav.${page}`)}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {people.length > 0 && (
            <Combobox.Group label={t('palette.people')}>
              {people.map(({ id, name, email }) => (
                <Combobox.Option key={id} value={`/users/${id}`} className={classes.option}>
                  {name}
                  <span className={classes.aside}>{email}</span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {found === 0 && <Combobox.Empty>{t('list.nothingFound')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </DialogFrame>
  );
}

/** Every word that was typed begins or is within the name, without regard to case and accents. */
function matches(name: string, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain(typed).split(/\s+/).every((word) => plain(name).includes(word));
}
