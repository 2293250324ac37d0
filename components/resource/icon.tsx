/** A picture of 16 by 16, drawn in lines. */
export type Icon = { title: string; paths: readonly string[] };

/** Whoever may be named in a policy. */
export const principalIcon: Icon = {
  title: 'role',
  paths: [
    'M8 8.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
    'M3.500 13.500c.4-2.400 2.200-3.500 4.500-3.500s4.100 1.100 4.500 3.500',
  ],
};

export function ResourceIcon({ icon: { title, paths } }: { icon: Icon }) {
  return (
    <span
      aria-hidden
      className="grid size-7 shrink-0 place-items-center rounded-md border border-line-strong bg-card text-ink-2"
    >
      <svg
        viewBox="0 0 16 16"
        className="size-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <title>{title}</title>
        {paths.map((d) => (
          <path key={d} d={d} />
        ))}
      </svg>
    </span>
  );
}
