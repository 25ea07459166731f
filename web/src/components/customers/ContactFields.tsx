import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../services/fault';
import { languagesOfDeals, useNames } from '../../services/names';
import { fieldError } from './companyData';

export interface WhoData {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  language: string;
}

export const nobodyYet: WhoData = { firstName: '', lastName: '', email: '', phone: '', language: '' };

interface Props {
  value: WhoData;
  refusals: readonly Refusal[];
  onChange(part: Partial<WhoData>): void;
  /** Somebody who signs in is changed in their own account. */
  locked?: boolean;
}

/** Who a contact is. */
export function ContactFields({ value, refusals, onChange, locked = false }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const field = (name: keyof WhoData) => ({
    label: t(`contacts.${name}`),
    value: value[name],
    error: fieldError(refusals, name),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Group gap="sm" align="flex-start">
        <TextInput {...field('firstName')} flex="1 1 160px" readOnly={locked} variant={locked ? 'filled' : undefined} required data-autofocus />
        <TextInput {...field('lastName')} flex="1 1 160px" readOnly={locked} variant={locked ? 'filled' : undefined} required />
      </Group>
      <TextInput {...field('email')} type="email" readOnly={locked} variant={locked ? 'filled' : undefined} description={locked ? t('contacts.lockedHint') : undefined} required />
      <Group gap="sm" align="flex-start">
        <TextInput {...field('phone')} type="tel" flex="1 1 180px" description={t('customers.phoneHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
        <Select
          label={t('contacts.language')}
          placeholder={t('customers.companyLanguage')}
          data={languagesOfDeals.map((language) => ({ value: language, label: names.language(language) }))}
          value={value.language || null}
          onChange={(language) => onChange({ language: language ?? '' })}
          flex="1 1 160px"
          clearable
        />
      </Group>
    </>
  );
}

export const isWhole = ({ firstName, lastName, email }: WhoData): boolean => [firstName, lastName, email].every((text) => text.trim() !== '');
