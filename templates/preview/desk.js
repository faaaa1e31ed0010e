// The desk works without this: it saves her a reload, a click or a hand on the mouse.

const parts = () => document.querySelectorAll('[data-live]');

/** Lays what the server says now over the parts that only show; fields keep what she is typing. */
async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts()) {
    const open = part.querySelectorAll('details[open]').length > 0;
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (now === null || now.innerHTML === part.innerHTML) continue;
    part.innerHTML = now.innerHTML;
    if (open) part.querySelector('details')?.setAttribute('open', '');
  }
  search();
}

new EventSource('/saved').addEventListener('message', ({ data }) => {
  if (data === 'words')
    for (const frame of document.querySelectorAll('iframe[data-letter]'))
      frame.src = frame.getAttribute('src');
  void refresh();
});

for (const form of document.querySelectorAll('[data-choice]')) {
  form.addEventListener('change', () => {
    if (!hasTyped() || confirm('Leave what you typed and did not save?')) form.requestSubmit();
  });
}

const box = document.querySelector('[data-search]');
function search() {
  if (box === null) return;
  const wanted = box.value.trim().toLowerCase();
  const rows = [...document.querySelectorAll('[data-row]')];
  const exact = /^[a-z]?\d+(?:\/\d)?$/.test(wanted);
  for (const row of rows) {
    const cells = [...row.cells].map((cell) => cell.textContent.trim().toLowerCase());
    const [name, , stage, , , tip] = cells;
    const said = exact
      ? [name, name.split('/')[0], stage, tip.split(' ')[0]].includes(wanted)
      : cells.join(' ').includes(wanted);
    row.hidden = !said;
  }
  const shown = rows.filter((row) => !row.hidden).length;
  document.querySelector('[data-count]').textContent = `${shown} of ${rows.length}`;
}
box?.addEventListener('input', search);
box?.form.addEventListener('submit', (event) => {
  const first = document.querySelector('[data-row]:not([hidden]) a');
  if (first === null) return;
  event.preventDefault();
  first.click();
});

const fields = document.querySelector('.fields');
let saving = false;
fields?.addEventListener('submit', () => {
  saving = true;
});
const hasTyped = () =>
  !saving && fields !== null && [...fields.elements].some((field) => field.value !== field.defaultValue);
addEventListener('beforeunload', (event) => {
  if (hasTyped()) event.preventDefault();
});

const keys = document.querySelector('[data-keys]');
if (keys) {
  keys.checked = localStorage.getItem('desk-keys') !== 'off';
  keys.addEventListener('change', () => localStorage.setItem('desk-keys', keys.checked ? 'on' : 'off'));
}
addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select, [contenteditable]') !== null;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem('desk-keys') === 'off') return;
  if (event.key === '/' && box) {
    event.preventDefault();
    box.focus();
  } else if (event.key === 'e' && fields) {
    event.preventDefault();
    fields.querySelector('input:not([type="hidden"]), textarea').focus();
  } else if (['j', 'k', 'l'].includes(event.key)) {
    document.querySelector(`[data-key="${event.key}"]`)?.click();
  }
});
