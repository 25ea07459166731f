import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../services/users';
import { pageMain } from '../shell/pageMain';
import { abilityFor, acts, nameOf } from './actions';
import classes from './UserMenu.module.css';
import { ReassignItem } from './ReassignItem';
import { useActs } from './useActs';

const ReassignDialog = lazy(() => import('../deals/reassign/ReassignDialog').then(({ ReassignDialog }) => ({ default: ReassignDialog })));

/** Everything that can be done to a person; what can't be says why. */
export function OpenUserMenu({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const { run, dialog } = useActs(user);
  const [moving, setMoving] = useState(false);
  // It is drawn open, so it is not known to Mantine who opened it.
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Menu defaultOpened onClose={() => button.current?.focus()} position="bottom-end" width={300} shadow="md" portalProps={{ target: pageMain() }} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon ref={button} variant="subtle" color="gray" size={26} aria-label={t('people.menu', { name: user.name })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(look) => <Link {...look} to="/users/$userId" params={{ userId: user.id }} search />}>{t('people.details')}</Menu.Item>
          <ReassignItem onAsk={() => setMoving(true)} />
          {acts.map((act) => {
            const { allowed, reason } = abilityFor(act, user, t);
            return (
              <Fragment key={act}>
                {act === 'status' && <Menu.Divider />}
                <Menu.Item
                  className={classes.item}
                  data-final={act === 'delete' || undefined}
                  data-refused={!allowed || undefined}
                  aria-disabled={!allowed}
                  closeMenuOnClick={allowed}
                  onClick={() => allowed && run(act)}
                >
                  {t(nameOf(act, user))}
                  {!allowed && reason && (
                    <Text component="span" display="block" size="xs">
                      {reason}
                    </Text>
                  )}
                </Menu.Item>
              </Fragment>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {dialog}
      <Suspense fallback={null}>{moving && <ReassignDialog what={{ from: user }} onClose={() => setMoving(false)} />}</Suspense>
    </>
  );
}
