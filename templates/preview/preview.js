const form = document.querySelector('#choice');
const letters = document.querySelector('#letters');
const findings = document.querySelector('#findings');

const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
form.elements.today.value = today;
form.elements.joined.value = daysAgo(56);
form.elements.born.value = daysAgo(90);
remember();

let course = await (await fetch('/course')).json();
await show();

form.addEventListener('change', async () => {
  location.hash = new URLSearchParams(new FormData(form));
  await show();
});
new EventSource('/changes').addEventListener('message', async () => {
  course = await (await fetch('/course')).json();
  await show();
});

/** What was chosen stands in the address, so that a reload or a sent link shows the same. */
function remember() {
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of chosen) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList || field?.type !== 'checkbox') field.value = value;
    else field.checked = true;
  }
}

async function show() {
  const chosen = Object.fromEntries(new FormData(form));
  const top = scrollY;
  for (const fieldset of form.querySelectorAll('[data-for]'))
    fieldset.hidden = fieldset.dataset.for !== chosen.view;
  findings.textContent = course.findings.join('\n');
  letters.className = chosen.view;
  const views = { gallery, mother, pictures };
  letters.replaceChildren(...(await views[chosen.view](chosen)));
  scrollTo(0, top);
}

function gallery({ stage, path, ...chosen }) {
  return course.lessons
    .filter((lesson) => (!stage || lesson.stage === stage) && (!path || lesson.path === path))
    .map((lesson) =>
      letter(
        '/letter',
        { ...chosen, lesson: lesson.key },
        lesson.title,
        [lesson.stage, lesson.path].filter(Boolean).join(', '),
      ),
    );
}

async function mother(chosen) {
  const answer = await fetch(`/mother?${new URLSearchParams(chosen)}`);
  if (!answer.ok)
    return [
      Object.assign(document.createElement('p'), { textContent: 'Give the days she joined and today.' }),
    ];
  const lessons = await answer.json();
  return lessons.map(({ number, date, weeksSinceBirth, title, level, why }) => {
    const week = weeksSinceBirth === null ? 'no date' : `week ${weeksSinceBirth}`;
    const note = `${date}, ${week}${level ? `, level ${level}` : ''}: ${why}`;
    return letter('/mother/letter', { ...chosen, number }, `${number}. ${title}`, note);
  });
}

function pictures() {
  return course.pictures.map((name) => {
    const figure = document.createElement('figure');
    const image = Object.assign(new Image(), {
      src: `/pictures/${name}`,
      alt: name,
      loading: 'lazy',
      width: 480,
      height: 270,
    });
    const caption = Object.assign(document.createElement('figcaption'), {
      textContent: name.replace(/-[0-9a-f]+\.png$/, ''),
    });
    figure.append(image, caption);
    return figure;
  });
}

function letter(path, chosen, title, note) {
  const address = `${path}?${new URLSearchParams(chosen)}`;
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const link = Object.assign(document.createElement('a'), {
    href: address,
    target: '_blank',
    textContent: title,
  });
  const small = Object.assign(document.createElement('small'), { textContent: note });
  const frame = Object.assign(document.createElement('iframe'), { src: address, title, loading: 'lazy' });
  frame.style.width = `${chosen.width}px`;
  caption.append(link, small);
  figure.append(caption, frame);
  figure.style.maxWidth = `${chosen.width}px`;
  return figure;
}
