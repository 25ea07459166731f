import { Checkbox, Stack, Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PermissionGroup } from '../../services/roles';
import classes from './roles.module.css';

interface Props {
  groups: readonly PermissionGroup[];
  value: readonly string[];
  readOnly: boolean;
  onChange(permissions: string[]): void;
}

/** What holders of a role may do; what the viewer can't give stays as it is, and says why (RO-4). */
export function PermissionFields({ groups, value, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const chosen = new Set(value);
  const set = (name: string, on: boolean) => onChange(on ? [...value, name] : value.filter((one) => one !== name));
  return (
    <div className={classes.permissions}>
      {groups.map(({ name: subject, title, entries }) => (
        <fieldset key={subject} className={classes.group}>
          <legend>{title}</legend>
          <Stack gap={7}>
            {entries.map(({ name, description, giveable }) => (
              <Tooltip key={name} label={t('roles.notGiveable')} disabled={giveable || readOnly} refProp="rootRef">
                <Checkbox
                  size="xs"
                  label={
                    <>
                      {description}{' '}
                      <Text component="span" ff="monospace" className={classes.code}>
                        {name}
                      </Text>
                    </>
                  }
                  aria-description={giveable || readOnly ? undefined : t('roles.notGiveable')}
                  checked={chosen.has(name)}
                  disabled={readOnly || !giveable}
                  onChange={(event) => set(name, event.currentTarget.checked)}
                />
              </Tooltip>
            ))}
          </Stack>
        </fieldset>
      ))}
    </div>
  );
}
