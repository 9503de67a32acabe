import type { Texts } from './en.ts';

export const tr: Texts = {
  demo: 'Demo',
  skip: 'İçeriğe geç',
  camera: 'Kamera',
  realCamera: 'Bu cihazın kamerası',
  simulatedPeople: 'Simüle edilmiş kişiler',
  simulatedName: '{name} (simülasyon)',
  language: 'Dil',
  theme: 'Renkler',
  themes: { auto: 'Sistemdeki gibi', light: 'Açık', dark: 'Koyu' },
  settings: 'Ayarlar',
  account: 'Hesap',
  signIn: 'Giriş yap',
  signOut: 'Çıkış yap',
  back: 'Geri',
  offline: 'Bağlantı yok',
  retry: 'Tekrar dene',
  failed: 'Olmadı',
  waiting: 'Banka henüz yanıt vermedi. Bir dakika lütfen.',

  home: {
    title: ['Telefonunuz gitti.', 'Hesabınız duruyor.'],
    lead: 'Yeni bir cihazda insanlar yüzleriyle hesaplarına yeniden girer. Yüz, sayfadan hiç çıkmaz. Larch, bunun nasıl olduğunu gösteren hayali bir bankadır.',
    create: 'Hesap aç',
    comeBack: 'Yeni bir cihazım var',
    steps: [
      ['Her zamanki gibi giriş', 'Önce parola, kod veya bağlantı gelir.'],
      ['Yüzünüzü gösterin', 'Tarayıcı ve banka, birbirine hiçbir şey göstermeden karşılaştırır.'],
      ['Hesabınıza döndünüz', 'Bu tarayıcı kendi anahtarını alır. Kayıp cihazlar hemen kaldırılabilir.'],
    ],
    noCamera: 'Kameranız yok mu? “Kamera” altından simüle edilmiş bir kişi seçin.',
    disclaimer:
      'Modelleri yalnızca değerlendirme için olan bir demo. Başka bir faktörle birlikte kullanın, asla tek başına değil.',
    element: 'İnsanların gördüğü: hesap kurtarma öğesi',
  },

  register: {
    title: 'Hesap aç',
    lead: 'Her yerdeki gibi bir ad ve bir parola. Sonra yüzünüzü ayarlarsınız.',
    name: 'Ad',
    password: 'Parola',
    passwordHint: 'En az 8 karakter',
    submit: 'Hesap aç',
    have: 'Hesabım var',
    codeSent: 'Bu ad boşsa size bir kod gönderildi.',
  },

  setup: {
    title: 'Yüzünüzü ayarlayın',
    lead: 'Cihazınızı kaybetmek hesabınızı kaybetmek olmasın.',
    backup: 'Sonrası için kurtarma',
    backupText:
      'Banka mühürlü bir dizi saklar (BACKUP türü). Onunla ve yüzünüzle her yeni cihazdan girebilirsiniz.',
    alsoBind: 'Bu tarayıcıyı da bağla',
    temporary: 'Yalnızca bu tarayıcı',
    temporaryText:
      'Dizi, bu tarayıcıyı bağlamak için hemen kullanılır (TEMPORARY türü). Sonrası için bir şey kalmaz.',
    done: 'Hesabıma git',
    later: 'Şimdi değil',
  },

  signInForm: {
    title: 'Giriş yapın',
    lead: 'İlk faktör: banka bunu her zamanki gibi doğrular. Sonra yüzünüz gelir.',
    name: 'Ad',
    withPassword: 'Parola',
    withCode: 'Tek kullanımlık kod',
    withLink: 'Giriş bağlantısı',
    sendCode: 'Kod gönder',
    sendLink: 'Bağlantı gönder',
    code: 'Kod',
    submit: 'Giriş yap',
    create: 'Hesap aç',
    linkSent: 'Bu hesap varsa bir bağlantı yolda.',
    linkTitle: 'Bu bağlantıyla giriş yapın',
    linkFailed: 'Bu bağlantı kullanılmış veya çok eski.',
  },

  inbox: {
    title: 'Gelen kutunuz',
    lead: 'Bu demo ileti göndermez. Gelecek olanlar burada görünür.',
    empty: 'Henüz bir şey yok.',
    code: 'Larch kodunuz: {code}.',
    link: 'Larch’a bu bağlantıyla giriş yapın.',
    accountExists: 'Larch’ta zaten bir hesabınız var. Giriş yapın veya bunu dikkate almayın.',
    use: 'Bu kodu kullan',
    open: 'Bağlantıyı aç',
  },

  phone: {
    title: 'Bu telefonda devam edin',
    none: 'Bu sayfayı bilgisayarınızdaki bağlantıyla veya QR koduyla açın.',
  },

  recover: {
    title: 'Yeni bir cihaz',
    lead: 'İlk faktör tamam. Şimdi mühürlü dizi ve yüzünüzle girersiniz.',
    none: 'Bankada bu hesap için kurtarma yok. Başka bir yolla girin, sonra bir tane ayarlayın.',
    withoutFace: 'Yüz olmadan gir',
    toAccount: 'Hesabıma git',
    enrollAgain: 'Yüzünüzü yeni modellerle yeniden ayarlayın',
  },

  confirm: {
    title: 'Tekrar hoş geldiniz',
    lead: 'Bu tarayıcı hesabınıza bağlı. Hesabı yüzünüz ve tarayıcının anahtarı açar.',
    otherDevice: 'Bu tarayıcıyı yeniden bağla',
  },

  withoutFace: {
    title: 'Başka bir yol',
    lead: 'Yüz olmadan banka iki başka faktör ister: parola ve tek kullanımlık kod.',
  },

  overview: {
    title: 'Sizi görmek güzel, {name}',
    balance: 'Bakiye',
    unprotected: 'Hesabınızda henüz kurtarma yok',
    unprotectedText:
      'Bu cihazı kaybederseniz hesabı yalnızca bir parola korur. Kameraya bir bakış bunu güçlendirir.',
    setup: 'Yüzünüzü ayarlayın',
    pay: 'Para gönder',
    payText: 'Yüzünüz ve bu tarayıcının anahtarıyla onaylanır.',
    payee: 'Alıcı',
    amount: 'Euro tutarı',
    review: 'Devam et',
    recent: 'Son ödemeler',
    unbound: 'Bu tarayıcı bağlı değil. Ödemeler bağlı bir tarayıcıda onaylanır.',
    connect: 'Bu tarayıcıyı bağla',
    danger: 'Yüzünüzü kullanmayı bırakın',
    dangerText: 'Bankada ve burada her cihazı ve yüzünüzle ilgili her şeyi siler.',
    remove: 'Yüzümü kaldır',
    removeTitle: 'Yüzünüz kaldırılsın mı?',
    removeText: 'Her kurtarma ve bağlı her tarayıcı çalışmaz olur. Hesap kalır.',
    keep: 'Kalsın',
  },

  payment: {
    title: 'Ödemeyi onaylayın',
    lead: 'Gördüğünüz neyse o imzalanır.',
    done: 'Ödendi',
    doneText: 'Banka onayı doğruladı, sonra parayı gönderdi.',
    claims: 'Bankanın doğruladıkları',
  },

  events: {
    title: 'Bu sayfadaki olaylar',
    lead: 'Öğenin olayları, geldikleri sırayla. İçerikler mühürlü.',
    empty: 'Henüz bir şey yok. Öğenin düğmesine basın.',
    clear: 'Temizle',
  },

  support: {
    title: 'Destek',
    lead: 'Beş ret, hesabı on dakika kilitler. Kilidi yalnızca bankanın destek ekibi, kimliğinizi doğruladıktan sonra kaldırabilir.',
  },

  refused: {
    'signed-out': 'Lütfen önce giriş yapın.',
    'not-allowed': 'Bunun için şimdiye kadar gösterdiğinizden fazlası gerekir.',
    'name-invalid': 'Ad 2 ile 40 arası harf, rakam veya . _ @ - içerir',
    'password-short': 'Parola 8 ile 200 karakter arasındadır.',
    wrong: 'Bu doğru değil. Lütfen tekrar deneyin.',
    'no-client-state': 'Bankada bu hesap için kurtarma yok.',
    assertion: 'Banka bunu doğrulayamadı. Lütfen tekrar deneyin.',
    'too-large': 'Bu çok büyük.',
    'too-many': 'Çok fazla deneme. Lütfen biraz bekleyip tekrar deneyin.',
    'no-inbox': 'Bu demo iletileri yalnızca çalıştığı bilgisayarda gösterir.',
    'not-found': 'Böyle bir şey yok.',
    amount: 'Lütfen alıcıyı ve bakiyenizin yettiği bir tutarı yazın.',
    'other-origin': 'Bu, bu sayfadan gelmedi.',
    offline: 'Bağlantı yok. Lütfen tekrar deneyin.',
    trouble: 'Bankada bir sorun oldu. Lütfen tekrar deneyin.',
  },
};
