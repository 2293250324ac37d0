import type { KeyGrant } from '@/lib/wiring/resource/key-grant';

/** A grant on a key in KMS's words: to whom, for what, under which encryption context. */
export function KeyGrantFacts({ grant }: { grant: KeyGrant }) {
  const facts = {
    GrantId: grant.id,
    GranteePrincipal: grant.granteePrincipal,
    Operations: grant.operations.join(', '),
    EncryptionContextSubset:
      Object.keys(grant.encryptionContext).length > 0 ? JSON.stringify(grant.encryptionContext) : '—',
  };
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="mono wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
