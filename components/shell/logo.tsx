/** Two waters that become one. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      strokeWidth="2.25"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2.5 5.5c5 0 5.5 6.5 10.5 6.5h8.5" className="stroke-ink" />
      <path d="M2.5 18.5c4 0 5-3.4 7.2-5.2" className="stroke-producer" />
    </svg>
  );
}
