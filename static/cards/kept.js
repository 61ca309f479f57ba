// Answers that could not be sent, kept in IndexedDB in the order they were given.

const LASTS = 30 * 24 * 60 * 60 * 1000; // in ms: answers that nobody takes are not tried for ever

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("quizapp-cards", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "n", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function kept(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("answers", mode);
      const request = act(transaction.objectStore("answers"));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally { database.close(); }
}

// Whose page this is, in a word that tells nothing; several people may use one browser.
const owner = () => document.querySelector("[data-offline]")?.dataset.owner;

export const isMine = (answer) => answer.owner === owner();
export const grades = (answers) => answers.filter((each) => !each.later).length;

// Each resolves to, or with, the number that an answer is kept under.
export const keep = (answer) => kept("readwrite", (store) => store.add({ ...answer, owner: owner() }));
export const forget = (numbers) => kept("readwrite", (store) => { for (const n of numbers) store.delete(n); });

export async function all() {
  const answers = await kept("readonly", (store) => store.getAll());
  return answers.filter((each) => Date.now() - each.given_at < LASTS);
}

export const mine = async () => (await all()).filter(isMine);
