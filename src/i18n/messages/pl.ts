import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Ta strona nie jest bezpieczna',
    text: 'Kamera działa tylko na bezpiecznych stronach. Powiadom właściciela tej strony.',
  },
  'old-browser': {
    title: 'Ta przeglądarka tego nie obsługuje',
    text: 'Zaktualizuj ją lub użyj innej przeglądarki.',
  },
  'no-camera-api': {
    title: 'Ta przeglądarka nie udostępnia kamery',
    text: 'W tej przeglądarce strony nie mogą używać kamery. Otwórz tę stronę w innej przeglądarce.',
  },
  'opened-in-app': {
    title: 'Otwórz tę stronę w przeglądarce',
    text: 'Aplikacja, która wyświetla tę stronę, nie pozwala jej używać kamery. Wybierz w menu aplikacji „Otwórz w przeglądarce” albo skopiuj adres do przeglądarki.',
  },
  'pixels-blocked': {
    title: 'Ta przeglądarka ukrywa obraz',
    text: 'Ta strona nie otrzymuje obrazu z kamery. Zezwól tej stronie na odczyt danych canvas i wczytaj ją ponownie albo użyj innej przeglądarki.',
  },
  blocked: {
    title: 'Zablokowane przez tę stronę',
    text: 'Ustawienia tej strony na to nie pozwalają. Powiadom jej właściciela.',
  },
  'loading-failed': {
    title: 'Nie wszystko się wczytało',
    text: 'Wczytaj tę stronę ponownie. Jeśli to nie pomoże, sprawdź połączenie lub powiadom właściciela strony.',
  },
  'page-outdated': {
    title: 'Wczytaj tę stronę ponownie',
    text: 'Strona może być nieaktualna. Jeśli ponowne wczytanie nie pomoże, powiadom jej właściciela.',
  },
  'camera-denied': {
    title: 'Brak dostępu do kamery',
    text: 'Zezwól tej stronie na użycie kamery: wybierz ikonę obok adresu i spróbuj ponownie.',
  },
  'camera-denied-by-system': {
    title: 'To urządzenie blokuje kamerę',
    text: 'Otwórz ustawienia prywatności urządzenia, zezwól przeglądarce na użycie kamery i spróbuj ponownie.',
  },
  'camera-dismissed': {
    title: 'Potrzebujemy kamery',
    text: 'Spróbuj ponownie i zezwól na użycie kamery, gdy przeglądarka o to zapyta.',
  },
  'camera-none': {
    title: 'Nie znaleziono kamery',
    text: 'Podłącz kamerę, zezwól na nią w ustawieniach prywatności urządzenia albo użyj urządzenia, które ma kamerę.',
  },
  'camera-in-use': {
    title: 'Kamera jest zajęta',
    text: 'Możliwe, że używa jej inna aplikacja. Zamknij aplikacje, które korzystają z kamery, i spróbuj ponownie. Jeśli to nie pomoże, zezwól na kamerę w ustawieniach prywatności urządzenia.',
  },
  'camera-ended': {
    title: 'Kamera się rozłączyła',
    text: 'Sprawdź kamerę i jej przełącznik, a potem spróbuj ponownie.',
  },
  'no-face': {
    title: 'Nie było widać twarzy',
    text: 'Ustaw się tak, żeby było widać całą twarz, i spróbuj ponownie.',
  },
  'too-dark': {
    title: 'Światło jest za słabe',
    text: 'Obróć się w stronę okna lub lampy, sprawdź, czy nic nie zasłania kamery, i spróbuj ponownie.',
  },
  'low-quality': {
    title: 'Obraz był za mało wyraźny',
    text: 'Nie ruszaj się, patrz prosto przed siebie, zbliż się trochę i spróbuj ponownie.',
  },
  'timed-out': {
    title: 'To trwało zbyt długo',
    text: 'Spróbuj ponownie i postępuj zgodnie ze wskazówkami.',
  },
  'liveness-failed': {
    title: 'Tym razem się nie udało',
    text: 'Wykonuj każdy ruch, gdy o niego poprosimy, i trzymaj twarz w kadrze. Albo użyj innego sposobu.',
  },
  'several-people': {
    title: 'W kadrze była więcej niż jedna osoba',
    text: 'Upewnij się, że w kadrze nie ma nikogo poza Tobą, i spróbuj ponownie.',
  },
  'camera-changed': {
    title: 'Kamera została zmieniona',
    text: 'Używaj cały czas tej samej kamery i spróbuj ponownie.',
  },
  'photo-format': {
    title: 'Ten rodzaj pliku się nie nadaje',
    text: 'Wybierz zdjęcie w formacie JPEG, PNG lub WebP. Zdjęcia HEIC i pliki PDF się nie nadają.',
  },
  'photo-unreadable': {
    title: 'Nie można otworzyć tego zdjęcia',
    text: 'Plik może być uszkodzony. Wybierz inną kopię.',
  },
  'photo-too-large': {
    title: 'To zdjęcie jest za duże',
    text: 'Wybierz zdjęcie o mniejszej liczbie pikseli.',
  },
  'photo-no-face': {
    title: 'Na tym zdjęciu nie ma twarzy',
    text: 'Wybierz zdjęcie, które pokazuje Twoją twarz z przodu.',
  },
  'photo-several-faces': {
    title: 'Na tym zdjęciu jest więcej niż jedna twarz',
    text: 'Wybierz zdjęcie, na którym nie ma nikogo poza Tobą.',
  },
  'photo-low-quality': {
    title: 'To zdjęcie jest za mało wyraźne',
    text: 'Wybierz ostre, równomiernie oświetlone zdjęcie swojej twarzy.',
  },
  'photo-wrong-file': {
    title: 'To inne zdjęcie',
    text: 'Wybierz dokładnie ten plik, który został sprawdzony, bez zmian.',
  },
  'device-trouble': {
    title: 'Coś poszło nie tak na tym urządzeniu',
    text: 'Zamknij inne strony i aplikacje, a potem spróbuj ponownie.',
  },
  'storage-trouble': {
    title: 'Ta przeglądarka nie może nic zapisać',
    text: 'Zezwól tej stronie na zapisywanie danych, zamknij jej inne karty i wyjdź z trybu prywatnego.',
  },
  'storage-full': {
    title: 'Brak miejsca na tym urządzeniu',
    text: 'Nic się nie zmieniło. Zwolnij trochę miejsca i spróbuj ponownie.',
  },
  'storage-lost': {
    title: 'To urządzenie nie jest już połączone',
    text: 'Przeglądarka utraciła swoje dane. Odzyskaj dostęp do konta jeszcze raz. Twoje konto jest bezpieczne.',
  },
  'connection-lost': {
    title: 'Wczytaj tę stronę ponownie',
    text: 'Przeglądarka zamknęła swoją pamięć. Nic się nie zmieniło. Wczytaj stronę ponownie i spróbuj jeszcze raz.',
  },
  'state-invalid': {
    title: 'Nie możemy odczytać danych odzyskiwania',
    text: 'Skontaktuj się z pomocą techniczną tej strony lub użyj innego sposobu.',
  },
  'other-person': {
    title: 'Te dane należą do innego konta',
    text: 'Zaloguj się ponownie na swoje konto. Jeśli to nie pomoże, skontaktuj się z pomocą techniczną tej strony.',
  },
  'state-expired': {
    title: 'Dane odzyskiwania wygasły',
    text: 'Zaloguj się w inny sposób, a potem ponownie skonfiguruj odzyskiwanie.',
  },
  'state-outdated': {
    title: 'Zarejestruj swoją twarz ponownie',
    text: 'Rozpoznawanie twarzy zostało ulepszone. Wczytaj tę stronę ponownie. Jeśli to nie pomoże, zaloguj się w inny sposób, a potem ponownie skonfiguruj odzyskiwanie.',
  },
  revoked: {
    title: 'Usunięto z Twojego konta',
    text: 'Zaloguj się w inny sposób. Potem możesz skonfigurować to ponownie.',
  },
  'not-recognized': {
    title: 'Nie rozpoznaliśmy Twojej twarzy',
    text: 'Spróbuj przy lepszym świetle i bez okularów przeciwsłonecznych albo użyj innego sposobu.',
  },
  locked: {
    title: 'Za dużo prób',
    text: 'Dla Twojego bezpieczeństwa dostęp jest na pewien czas zablokowany.',
  },
  frozen: {
    title: 'Za dużo prób',
    text: 'Dla Twojego bezpieczeństwa ten sposób jest na razie zablokowany. Użyj innego, a potem ponownie skonfiguruj odzyskiwanie.',
  },
  busy: {
    title: 'Operacja już trwa',
    text: 'Trwa już na tej stronie lub w innej karcie. Dokończ ją tam.',
  },
  interrupted: { title: 'Operacja została przerwana', text: 'Zacznij od nowa.' },
  'already-enrolled': { title: 'Już skonfigurowano', text: 'Twoja twarz jest już zarejestrowana.' },
  'handoff-expired': {
    title: 'Ten link wygasł',
    text: 'Link działa przez pięć minut. Utwórz nowy na komputerze.',
  },
  'handoff-used': {
    title: 'Ten link został już użyty',
    text: 'Działa tylko raz, a wszystko jest już gotowe. Wróć do komputera.',
  },
  'handoff-taken': {
    title: 'Ten link jest już używany',
    text: 'Jest otwarty w innym telefonie albo ta strona została wczytana ponownie. Anuluj na komputerze i zacznij od nowa.',
  },
  'handoff-cancelled': {
    title: 'Przerwano',
    text: 'Anulowano albo trzy razy wpisano złą liczbę. Nic się nie zmieniło. Możesz zacząć od nowa na komputerze.',
  },
  offline: {
    title: 'Brak połączenia z internetem',
    text: 'Nic nie zostało utracone. Spróbuj ponownie, gdy wróci połączenie.',
  },
  'page-mistake': {
    title: 'Ta strona jest źle skonfigurowana',
    text: 'Powiadom pomoc techniczną tej strony lub użyj innego sposobu.',
  },
  'service-trouble': { title: 'Usługa nie odpowiada', text: 'Spróbuj ponownie za jakiś czas.' },
  'sign-in-again': {
    title: 'Zaloguj się ponownie',
    text: 'Twoje uprawnienie wygasło lub nie obejmuje tej operacji. Jeśli zalogowanie nie pomoże, skontaktuj się z pomocą techniczną tej strony.',
  },
  'too-many': { title: 'Mamy teraz duży ruch', text: 'Poczekaj chwilę i spróbuj ponownie.' },
  'device-limit': { title: 'Za dużo urządzeń', text: 'Najpierw usuń jedno ze swoich urządzeń.' },
  'device-replaceable': {
    title: 'Za dużo urządzeń',
    text: 'Jedno z Twoich urządzeń wygląda jak ta przeglądarka i nigdy nie było używane. Ta przeglądarka może zająć jego miejsce.',
  },
  'wrong-clock': {
    title: 'Data lub godzina tego urządzenia jest błędna',
    text: 'Popraw datę i godzinę w ustawieniach urządzenia, a potem spróbuj ponownie.',
  },
  security: {
    title: 'Zatrzymano dla Twojego bezpieczeństwa',
    text: 'Odpowiedź serwera nie jest wiarygodna. Powiadom właściciela tej strony.',
  },
};
