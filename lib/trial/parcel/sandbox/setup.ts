import { practiceAccount, practiceConnection } from '@/lib/sandbox/accounts';
import type { PracticeSetup } from '@/lib/sandbox/practice';
import { productSetup } from '@/lib/sandbox/product-setup';
import { AUDITOR } from './landscape';
import { parcel } from './parcel';

/** The product's practice accounts with the queues of parcels and a third connected account, which reads them. */
export const parcelSetup: PracticeSetup = {
  services: [...productSetup.services, parcel],
  accounts: [...productSetup.accounts, practiceAccount(AUDITOR, 'auditor', 'AKIAPRACTICEAUDITOR0')],
  connections: [
    ...productSetup.connections,
    practiceConnection(AUDITOR, 'auditor', '5f0d1c2b-93a4-4be6-8d17-60c2e7a9f314'),
  ],
};
