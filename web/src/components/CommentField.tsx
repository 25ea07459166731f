import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  value: string;
  onChange(value: string): void;
  /** Who reads it. */
  description?: string;
}

/** Why, in the person's own words; history keeps it. */
export function CommentField({ value, onChange, description }: Props) {
  const { t } = useTranslation();
  return (
    <Textarea
      size="xs"
      label={t('comment.label')}
      description={description ?? t('comment.hint')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={1000}
      minRows={2}
      autosize
    />
  );
}
