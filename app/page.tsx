import { getTranslations } from 'next-intl/server';

export default async function BoardPage() {
  const t = await getTranslations('app');
  return <h1 className="p-5 text-xl font-semibold">{t('nav.board')}</h1>;
}
