// Before the first paint: the theme that was chosen here, if one was.
try {
  const chosen = localStorage.getItem('aero2-theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is off: the system's theme it is.
}
