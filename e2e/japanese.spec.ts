import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { test } from './practice';

test.use({ locale: 'ja-JP', colorScheme: 'dark', viewport: { width: 390, height: 844 } });

/** Goes there as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${target}`);
}

async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  await tabTo(page, page.getByRole(role, { name }));
  await page.keyboard.press('Enter');
}

async function choose(page: Page, label: string, name: string): Promise<void> {
  const field = page.getByLabel(label);
  await tabTo(page, field);
  await page.keyboard.type(name);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
}

test('the first seed’s story in Japanese, dark, 390 px wide, by keyboard alone, with nothing for axe to find', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await press(page, 'ストリームをつなぐ', 'link');

  await expect(page.getByRole('heading', { name: 'ストリームをどう読みますか？' })).toBeVisible();
  await expectAccessible(page);
  await press(page, 'ストリームを選ぶ');
  await expect(page.getByRole('heading', { name: 'どのストリームですか？' })).toBeFocused();
  await choose(page, 'ストリーム名または ARN', 'kds-sharing-example1');
  await expectAccessible(page);
  await press(page, '読み手を選ぶ');
  await choose(page, '関数名または ARN', 'kds-reader1');
  await expectAccessible(page);
  await press(page, '設定を確認する');
  await expect(page.getByRole('heading', { name: 'どのように読みますか？' })).toBeVisible();
  await expectAccessible(page);
  await press(page, 'プランを作る');

  await expect(page.getByRole('heading', { name: '2 アカウントに 2 件の変更' })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'ワイヤーに必要なもの' }).getByText('不足', { exact: true }),
  ).toHaveCount(1);
  await expectAccessible(page);
  await press(page, '2 件の変更を適用');
  await expect(page.getByRole('heading', { name: '2 件の変更を適用しました' })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  await press(page, 'kds-sharing-example1 にレコードを入れる');
  await expect(page.getByText(/^レコードは .*で届きました$/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("'data': 'eyJ0aGlzX2lzIjogInRlc3QgcmVjb3JkIn0='")).toBeVisible();
  await expectAccessible(page);
});
