import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewConnection } from '@/components/connection/new-connection';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection');
  return { title: t('new.title') };
}

export default function NewConnectionPage() {
  return <NewConnection />;
}
