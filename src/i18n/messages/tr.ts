import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Bu sayfa güvenli değil',
    text: 'Kamera yalnızca güvenli sayfalarda çalışır. Lütfen bu sitenin sahibine bildirin.',
  },
  'old-browser': {
    title: 'Bu tarayıcı bunu desteklemiyor',
    text: 'Lütfen güncelleyin veya başka bir tarayıcı kullanın.',
  },
  'no-camera-api': {
    title: 'Bu tarayıcıda kamera kullanılamıyor',
    text: 'Bu tarayıcı, sayfaların kamerayı kullanmasına izin vermiyor. Lütfen bu sayfayı başka bir tarayıcıda açın.',
  },
  'opened-in-app': {
    title: 'Bu sayfayı tarayıcınızda açın',
    text: 'Bu sayfanın açıldığı uygulama kamera kullanımına izin vermiyor. Uygulamanın menüsünden “Tarayıcıda aç” seçeneğini kullanın veya adresi tarayıcınıza kopyalayın.',
  },
  'pixels-blocked': {
    title: 'Bu tarayıcı görüntüyü gizliyor',
    text: 'Kameranın gördükleri bu sayfaya ulaşmıyor. Bu sitenin canvas verilerini kullanmasına izin verip sayfayı yeniden yükleyin veya başka bir tarayıcı kullanın.',
  },
  blocked: {
    title: 'Bu site tarafından engellendi',
    text: 'Bu sitenin ayarları buna izin vermiyor. Lütfen sahibine bildirin.',
  },
  'loading-failed': {
    title: 'Yükleme tamamlanamadı',
    text: 'Lütfen bu sayfayı yeniden yükleyin. Sorun sürerse bağlantınızı kontrol edin veya bu sitenin sahibine bildirin.',
  },
  'page-outdated': {
    title: 'Lütfen bu sayfayı yeniden yükleyin',
    text: 'Sayfa güncel olmayabilir. Yeniden yüklemek işe yaramazsa bu sitenin sahibine bildirin.',
  },
  'camera-denied': {
    title: 'Kameraya erişim yok',
    text: 'Bu sayfa için kameraya izin verin: adresin yanındaki simgeyi seçin ve yeniden deneyin.',
  },
  'camera-denied-by-system': {
    title: 'Bu cihaz kamerayı engelliyor',
    text: 'Cihazın gizlilik ayarlarını açın, tarayıcınızın kamerayı kullanmasına izin verin ve yeniden deneyin.',
  },
  'camera-dismissed': {
    title: 'Kameraya ihtiyacımız var',
    text: 'Lütfen yeniden deneyin ve tarayıcı sorduğunda kameraya izin verin.',
  },
  'camera-none': {
    title: 'Kamera bulunamadı',
    text: 'Bir kamera bağlayın, cihazın gizlilik ayarlarından kameraya izin verin veya kamerası olan bir cihaz kullanın.',
  },
  'camera-in-use': {
    title: 'Kamera meşgul',
    text: 'Başka bir uygulama kullanıyor olabilir. Kamerayı kullanan uygulamaları kapatıp yeniden deneyin. İşe yaramazsa cihazın gizlilik ayarlarından kameraya izin verin.',
  },
  'camera-ended': {
    title: 'Kamera bağlantısı kesildi',
    text: 'Lütfen kamerayı ve anahtarını kontrol edip yeniden deneyin.',
  },
  'no-face': {
    title: 'Bir yüz göremedik',
    text: 'Yüzünüzün tamamının göründüğünden emin olun ve yeniden deneyin.',
  },
  'too-dark': {
    title: 'Işık yeterli değil',
    text: 'Bir pencereye veya lambaya doğru dönün, kameranın önünün açık olduğundan emin olun ve yeniden deneyin.',
  },
  'low-quality': {
    title: 'Görüntü yeterince net değil',
    text: 'Kıpırdamayın, tam karşıya bakın, biraz yaklaşın ve yeniden deneyin.',
  },
  'timed-out': { title: 'Çok uzun sürdü', text: 'Lütfen yeniden deneyin ve yönergeleri izleyin.' },
  'liveness-failed': {
    title: 'Bu sefer olmadı',
    text: 'Her hareketi istendiğinde yapın ve yüzünüzü görüntüde tutun. Ya da başka bir yol kullanın.',
  },
  'several-people': {
    title: 'Birden fazla kişi vardı',
    text: 'Görüntüde yalnızca sizin olduğunuzdan emin olun ve yeniden deneyin.',
  },
  'camera-changed': { title: 'Kamera değişti', text: 'Lütfen aynı kamerayı kullanarak yeniden deneyin.' },
  'photo-format': {
    title: 'Bu dosya türü kullanılamıyor',
    text: 'Lütfen JPEG, PNG veya WebP biçiminde bir fotoğraf seçin. HEIC fotoğraflar ve PDF dosyaları kullanılamaz.',
  },
  'photo-unreadable': {
    title: 'Bu fotoğraf açılamıyor',
    text: 'Dosya bozuk olabilir. Lütfen başka bir kopyasını seçin.',
  },
  'photo-too-large': {
    title: 'Bu fotoğraf çok büyük',
    text: 'Lütfen daha az pikselli bir fotoğraf seçin.',
  },
  'photo-no-face': {
    title: 'Bu fotoğrafta yüz yok',
    text: 'Lütfen yüzünüzü önden gösteren bir fotoğraf seçin.',
  },
  'photo-several-faces': {
    title: 'Bu fotoğrafta birden fazla yüz var',
    text: 'Lütfen yalnızca sizin olduğunuz bir fotoğraf seçin.',
  },
  'photo-low-quality': {
    title: 'Bu fotoğraf yeterince net değil',
    text: 'Lütfen yüzünüzün net ve eşit aydınlatılmış bir fotoğrafını seçin.',
  },
  'photo-wrong-file': {
    title: 'Bu başka bir fotoğraf',
    text: 'Lütfen kontrol edilen dosyanın aynısını, değiştirmeden seçin.',
  },
  'device-trouble': {
    title: 'Bu cihazda bir sorun oluştu',
    text: 'Lütfen diğer sayfaları ve uygulamaları kapatıp yeniden deneyin.',
  },
  'storage-trouble': {
    title: 'Bu tarayıcı hiçbir şey kaydedemiyor',
    text: 'Bu sitenin veri kaydetmesine izin verin, diğer sekmelerini kapatın ve gizli moddan çıkın.',
  },
  'storage-full': {
    title: 'Bu cihazda yer kalmadı',
    text: 'Hiçbir şey değişmedi. Lütfen biraz yer açıp yeniden deneyin.',
  },
  'storage-lost': {
    title: 'Bu cihaz artık bağlı değil',
    text: 'Tarayıcı verilerini kaybetti. Lütfen hesabınıza bir kez daha yüzünüzle girin. Hesabınız güvende.',
  },
  'connection-lost': {
    title: 'Lütfen bu sayfayı yeniden yükleyin',
    text: 'Tarayıcı depolama alanını kapattı. Hiçbir şey değişmedi. Sayfayı yükleyip yeniden deneyin.',
  },
  'state-invalid': {
    title: 'Kurtarma verilerinizi okuyamıyoruz',
    text: 'Lütfen bu sitenin destek ekibine başvurun veya başka bir yol kullanın.',
  },
  'other-person': {
    title: 'Bu veriler başka bir hesaba ait',
    text: 'Kendi hesabınızla yeniden oturum açın. İşe yaramazsa bu sitenin destek ekibine başvurun.',
  },
  'state-expired': {
    title: 'Kurtarma verilerinizin süresi doldu',
    text: 'Lütfen başka bir yolla giriş yapın, sonra kurtarmayı yeniden ayarlayın.',
  },
  'state-outdated': {
    title: 'Lütfen yüzünüzü yeniden kaydedin',
    text: 'Yüz tanıma geliştirildi. Bu sayfayı yeniden yükleyin. İşe yaramazsa başka bir yolla giriş yapın, sonra kurtarmayı yeniden ayarlayın.',
  },
  revoked: {
    title: 'Hesabınızdan kaldırıldı',
    text: 'Lütfen başka bir yolla giriş yapın. Sonra yeniden ayarlayabilirsiniz.',
  },
  'not-recognized': {
    title: 'Sizi tanıyamadık',
    text: 'Daha iyi bir ışıkta ve güneş gözlüğü olmadan yeniden deneyin veya başka bir yol kullanın.',
  },
  locked: { title: 'Çok fazla deneme', text: 'Güvenliğiniz için erişim bir süreliğine kilitlendi.' },
  frozen: {
    title: 'Çok fazla deneme',
    text: 'Güvenliğiniz için bu yol şimdilik kapalı. Başka bir yolla giriş yapın, sonra kurtarmayı yeniden ayarlayın.',
  },
  busy: {
    title: 'İşlem zaten sürüyor',
    text: 'Bu işlem bu sayfada veya başka bir sekmede sürüyor. Lütfen orada tamamlayın.',
  },
  interrupted: { title: 'İşlem yarıda kaldı', text: 'Lütfen baştan başlayın.' },
  'already-enrolled': { title: 'Zaten ayarlandı', text: 'Yüzünüz zaten kayıtlı.' },
  'handoff-expired': {
    title: 'Bu bağlantının süresi doldu',
    text: 'Bağlantı beş dakika geçerlidir. Bilgisayarınızdan yenisini alın.',
  },
  'handoff-used': {
    title: 'Bu bağlantı zaten kullanıldı',
    text: 'Yalnızca bir kez çalışır ve her şey tamam. Bilgisayarınıza dönün.',
  },
  'handoff-taken': {
    title: 'Bu bağlantı zaten kullanılıyor',
    text: 'Başka bir telefonda açık ya da bu sayfa yeniden yüklendi. Bilgisayarınızdan iptal edip yeniden başlayın.',
  },
  'handoff-cancelled': {
    title: 'Durduruldu',
    text: 'İptal edildi ya da sayı üç kez yanlış yazıldı. Hiçbir şey değişmedi. Bilgisayarınızdan yeniden başlayabilirsiniz.',
  },
  offline: {
    title: 'İnternet bağlantısı yok',
    text: 'Hiçbir şey kaybolmadı. Lütfen bağlantı geri geldiğinde yeniden deneyin.',
  },
  'page-mistake': {
    title: 'Bu sayfa doğru ayarlanmamış',
    text: 'Lütfen bu sitenin destek ekibine bildirin veya başka bir yol kullanın.',
  },
  'service-trouble': {
    title: 'Hizmet yanıt vermiyor',
    text: 'Lütfen biraz sonra yeniden deneyin.',
  },
  'sign-in-again': {
    title: 'Lütfen yeniden oturum açın',
    text: 'İzninizin süresi dolmuş veya bu işlemi kapsamıyor. Oturum açmak işe yaramazsa bu sitenin destek ekibine başvurun.',
  },
  'too-many': { title: 'Şu anda çok yoğunuz', text: 'Lütfen biraz bekleyip yeniden deneyin.' },
  'device-limit': { title: 'Çok fazla cihaz', text: 'Lütfen önce cihazlarınızdan birini kaldırın.' },
  'device-replaceable': {
    title: 'Çok fazla cihaz',
    text: 'Cihazlarınızdan biri bu tarayıcıya benziyor ve hiç kullanılmamış. Bu tarayıcı onun yerini alabilir.',
  },
  'wrong-clock': {
    title: 'Bu cihazın tarihi veya saati yanlış',
    text: 'Cihazın ayarlarından tarihi ve saati düzeltip yeniden deneyin.',
  },
  security: {
    title: 'Güvenliğiniz için durduruldu',
    text: 'Sunucunun yanıtına güvenilemez. Lütfen bu sitenin sahibine bildirin.',
  },
};
