// Before anything is painted: light or dark as the person chose, or as the system is.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const stored = () => {
    try { return localStorage.getItem('servicebot-theme') ?? 'auto'; } catch { return 'auto'; }
  };
  let chosen = stored();
  const apply = () => {
    const dark = chosen === 'dark' || (chosen === 'auto' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#17212b' : '#ffffff');
  };
  window.servicebotTheme = {
    get: () => chosen,
    set(value) {
      chosen = value;
      // Where storage is forbidden the choice lasts as long as the page.
      try { localStorage.setItem('servicebot-theme', value); } catch { /* as said */ }
      apply();
    },
  };
  system.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', apply);
  apply();
})();
