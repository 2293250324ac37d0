import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Wizard } from '@/components/wizard/wizard';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard');
  return { title: t('title') };
}

export default function NewWirePage() {
  return <Wizard />;
}
