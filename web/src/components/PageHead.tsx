import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useFormats } from '../services/format';
import classes from './PageHead.module.css';

interface Props {
  title: string;
  /** How many there are in all, once known. */
  count?: number;
  children?: ReactNode;
}

/** A page's title with the total, and what the list can be narrowed by. */
export function PageHead({ title, count, children }: Props) {
  const { number } = useFormats();
  useEffect(() => {
    document.title = `${title} · Mandate`;
  }, [title]);
  return (
    <header className={classes.head}>
      <Group gap={8} align="center" wrap="nowrap" className={classes.title}>
        <Title order={1}>{title}</Title>
        {count !== undefined && (
          <Text component="span" size="sm" c="dimmed" className={classes.count} data-testid="count">
            {number(count)}
          </Text>
        )}
      </Group>
      <div className={classes.tools}>{children}</div>
    </header>
  );
}
