import { getTranslations } from 'next-intl/server';
import { Loading } from '@/components/ui/skeleton';

export default async function LoadingPage() {
  const t = await getTranslations('app');
  return <Loading says={t('loading')} className="px-5 py-6" />;
}
