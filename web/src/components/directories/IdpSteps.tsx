import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyValue } from './CopyValue';
import copy from './CopyValue.module.css';
import { fieldsOf, settingsOf, type Idp } from './idps';

/** What to do at the IdP, with the values in its own words. */
export function IdpSteps({ idp, address }: { idp: Idp; address: string }) {
  const { t } = useTranslation();
  return (
    <>
      <List type="ordered" size="sm" spacing={6} mb="sm">
        {(['one', 'two', 'three', 'four'] as const).map((step) => (
          <List.Item key={step}>{t(`directories.steps.${idp}.${step}`)}</List.Item>
        ))}
      </List>
      <dl className={copy.list}>
        <CopyValue label={fieldsOf[idp].address} value={address} />
        {settingsOf[idp].map(([label, value]) => (
          <CopyValue key={label} label={label} value={value} />
        ))}
      </dl>
    </>
  );
}
