// Guesses her time zone from the phone's own, so that a lesson comes at her nine o'clock, and her country from the zone.
// She sees the country and can change it. Without this script the country's zone stands, and she chooses the country.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
const field = document.querySelector('input[name=timeZone]');
if (field && !field.value) field.value = zone;
// The build puts each country's zones in: Australia/* is all that begin so.
const COUNTRIES = 'ZONES_BY_COUNTRY';
const lies = (area) => (area.endsWith('*') ? zone.startsWith(area.slice(0, -1)) : zone === area);
const country = document.querySelector('form[action="/signup"] select[name=country]');
const guess = COUNTRIES.find(([, zones]) => zones.some(lies));
if (country && !country.value && guess) [country.value] = guess;

// The page after the form may not say her address: it would tell whoever asks. Her own tab may, until it is shut.
const email = document.querySelector('form[action="/signup"] input[name=email]');
const sentTo = document.querySelector('#sent-to');
try {
  const typed = sessionStorage.getItem('email');
  if (sentTo && typed) sentTo.textContent = typed;
  if (email && !email.value && typed) email.value = typed;
  email?.form.addEventListener('submit', () => sessionStorage.setItem('email', email.value.trim()));
} catch {
  // A browser that keeps nothing shows the page without her address.
}
