import { Checkbox, MultiSelect, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Portfolio } from '../../services/customers';

export interface Rights {
  commercial: boolean;
  operational: boolean;
  portfolioIds: string[];
}

interface Props {
  value: Rights;
  portfolios: readonly Portfolio[];
  onChange(part: Partial<Rights>): void;
}

/** What a contact is to the customer: both flags may be set, neither makes an employee (CO-2). */
export function RightsFields({ value, portfolios, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox.Group label={t('contacts.rights')} value={[value.commercial && 'commercial', value.operational && 'operational'].filter((one) => one !== false)} onChange={(chosen) => onChange({ commercial: chosen.includes('commercial'), operational: chosen.includes('operational') })}>
        <Stack gap={6} mt={6}>
          <Checkbox value="commercial" label={t('contacts.commercial')} description={t('contacts.commercialHint')} />
          <Checkbox value="operational" label={t('contacts.operational')} description={t('contacts.operationalHint')} />
        </Stack>
      </Checkbox.Group>
      {!value.commercial && !value.operational && (
        <Text size="xs" c="dimmed">
          {t('contacts.employeeHint')}
        </Text>
      )}
      <MultiSelect
        label={t('contacts.portfolios')}
        description={portfolios.length === 0 ? t('contacts.noPortfolios') : undefined}
        data={portfolios.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.portfolioIds}
        onChange={(portfolioIds) => onChange({ portfolioIds })}
        disabled={portfolios.length === 0}
        hidePickedOptions
        searchable
      />
    </>
  );
}
