import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../services/fault';
import { languagesOfDeals, useNames } from '../../services/names';
import { fieldError, type CompanyData, type CompanyField } from './companyData';

interface Props {
  value: CompanyData;
  refusals: readonly Refusal[];
  onChange(part: Partial<CompanyData>): void;
}

/** What a customer is, and what an invoice needs (CO-6). */
export function CompanyFields({ value, refusals, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const field = (name: CompanyField, flex?: string) => ({
    label: t(`customers.${name === 'name' ? 'name' : name}`),
    value: value[name],
    error: fieldError(refusals, name),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    ...(flex && { flex }),
  });
  return (
    <>
      <TextInput {...field('name')} required data-autofocus />
      <Group gap="sm" align="flex-start">
        <TextInput {...field('reference', '1 1 160px')} />
        <TextInput {...field('legalName', '2 1 220px')} description={t('customers.legalNameHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
      </Group>
      <TextInput {...field('street')} autoComplete="off" />
      <Group gap="sm" align="flex-start">
        <TextInput {...field('postalCode', '1 1 110px')} />
        <TextInput {...field('city', '2 1 180px')} />
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput {...field('region', '2 1 180px')} />
        <TextInput {...field('country', '1 1 110px')} maxLength={2} description={t('customers.countryHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput {...field('email', '1 1 200px')} type="email" />
        <TextInput {...field('phone', '1 1 160px')} type="tel" description={t('customers.phoneHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput {...field('taxNumber', '1 1 160px')} />
        <Select
          label={t('customers.language')}
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
