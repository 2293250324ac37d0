import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PracticePage } from '@/components/practice/practice-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('practice');
  return { title: t('title') };
}

export default function Page() {
  return <PracticePage />;
}
