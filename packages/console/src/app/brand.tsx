/** The wheel over the water. */
export const Brand = () => (
  <a class="brand" href="#/">
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      aria-hidden="true"
    >
      <g stroke-linecap="round">
        <circle cx="12" cy="9" r="5.5" />
        <path d="M12 3.5v11M6.5 9h11M8.1 5.1l7.8 7.8M15.9 5.1l-7.8 7.8" />
        <path d="M2 19.5c2-1.6 3.5-1.6 5 0s3.5 1.6 5 0 3.5-1.6 5 0 3.5 1.6 5 0" />
      </g>
    </svg>
    Millrace
  </a>
);
