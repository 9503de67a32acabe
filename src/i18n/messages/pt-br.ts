import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Esta página não é segura',
    text: 'A câmera só funciona em páginas seguras. Avise o responsável por este site.',
  },
  'old-browser': {
    title: 'Este navegador não é compatível',
    text: 'Atualize o navegador ou use outro.',
  },
  'no-camera-api': {
    title: 'Este navegador não dá acesso à câmera',
    text: 'Neste navegador, as páginas não podem usar a câmera. Abra esta página em outro navegador.',
  },
  'opened-in-app': {
    title: 'Abra esta página no navegador',
    text: 'O aplicativo que mostra esta página não permite que ela use a câmera. Escolha “Abrir no navegador” no menu do aplicativo ou copie o endereço para o navegador.',
  },
  'pixels-blocked': {
    title: 'Este navegador esconde a imagem',
    text: 'Esta página não recebe o que a câmera vê. Permita que este site use dados de canvas e recarregue a página, ou use outro navegador.',
  },
  blocked: {
    title: 'Bloqueado por este site',
    text: 'As configurações deste site não permitem isso. Avise o responsável.',
  },
  'loading-failed': {
    title: 'Não foi possível carregar tudo',
    text: 'Recarregue esta página. Se não resolver, verifique sua conexão ou avise o responsável por este site.',
  },
  'page-outdated': {
    title: 'Recarregue esta página',
    text: 'Ela pode estar desatualizada. Se não resolver, avise o responsável por este site.',
  },
  'camera-denied': {
    title: 'Sem acesso à câmera',
    text: 'Permita a câmera para esta página: selecione o ícone ao lado do endereço e tente novamente.',
  },
  'camera-denied-by-system': {
    title: 'Este dispositivo bloqueia a câmera',
    text: 'Abra as configurações de privacidade do dispositivo, permita que o navegador use a câmera e tente novamente.',
  },
  'camera-dismissed': {
    title: 'Precisamos da câmera',
    text: 'Tente novamente e permita a câmera quando o navegador perguntar.',
  },
  'camera-none': {
    title: 'Nenhuma câmera encontrada',
    text: 'Conecte uma câmera, permita o uso dela nas configurações de privacidade do dispositivo ou use um dispositivo que tenha uma.',
  },
  'camera-in-use': {
    title: 'A câmera está ocupada',
    text: 'Talvez outro aplicativo esteja usando a câmera. Feche os aplicativos que usam a câmera e tente novamente. Se não resolver, permita a câmera nas configurações de privacidade do dispositivo.',
  },
  'camera-ended': {
    title: 'A câmera foi desconectada',
    text: 'Verifique se a câmera está ligada e tente novamente.',
  },
  'no-face': {
    title: 'Não vimos nenhum rosto',
    text: 'Deixe o rosto inteiro dentro da imagem e tente novamente.',
  },
  'too-dark': {
    title: 'A luz não é suficiente',
    text: 'Vire-se para uma janela ou uma lâmpada, veja se nada cobre a câmera e tente novamente.',
  },
  'low-quality': {
    title: 'A imagem não ficou nítida',
    text: 'Não se mexa, olhe para a frente, chegue um pouco mais perto e tente novamente.',
  },
  'timed-out': { title: 'Demorou demais', text: 'Tente novamente e siga as orientações.' },
  'liveness-failed': {
    title: 'Desta vez não deu certo',
    text: 'Faça cada movimento quando for pedido e mantenha o rosto na imagem, ou use outra forma de entrar.',
  },
  'several-people': {
    title: 'Havia mais de uma pessoa',
    text: 'Confira se só você aparece na imagem e tente novamente.',
  },
  'camera-changed': {
    title: 'A câmera foi trocada',
    text: 'Use a mesma câmera o tempo todo e tente novamente.',
  },
  'photo-format': {
    title: 'Este tipo de arquivo não serve',
    text: 'Escolha uma foto em JPEG, PNG ou WebP. Fotos HEIC e arquivos PDF não servem.',
  },
  'photo-unreadable': {
    title: 'Não foi possível abrir esta foto',
    text: 'O arquivo pode estar danificado. Escolha outra cópia.',
  },
  'photo-too-large': {
    title: 'Esta foto é grande demais',
    text: 'Escolha uma foto com menos pixels.',
  },
  'photo-no-face': {
    title: 'Não há nenhum rosto nesta foto',
    text: 'Escolha uma foto que mostre seu rosto de frente.',
  },
  'photo-several-faces': {
    title: 'Há mais de um rosto nesta foto',
    text: 'Escolha uma foto em que só você aparece.',
  },
  'photo-low-quality': {
    title: 'Esta foto não está nítida',
    text: 'Escolha uma foto nítida do seu rosto, com luz uniforme.',
  },
  'photo-wrong-file': {
    title: 'Esta é outra foto',
    text: 'Escolha exatamente o arquivo que foi verificado, sem alterações.',
  },
  'device-trouble': {
    title: 'Algo deu errado neste dispositivo',
    text: 'Feche outras páginas e aplicativos e tente novamente.',
  },
  'storage-trouble': {
    title: 'Este navegador não consegue salvar nada',
    text: 'Permita que este site salve dados, feche as outras abas dele e saia da navegação privada.',
  },
  'storage-full': {
    title: 'Este dispositivo está sem espaço',
    text: 'Nada foi alterado. Libere um pouco de espaço e tente novamente.',
  },
  'storage-lost': {
    title: 'Este dispositivo não está mais vinculado',
    text: 'O navegador perdeu os dados dele. Volte à sua conta mais uma vez. Sua conta está segura.',
  },
  'connection-lost': {
    title: 'Recarregue esta página',
    text: 'O navegador fechou o armazenamento. Nada foi alterado. Recarregue a página e tente novamente.',
  },
  'state-invalid': {
    title: 'Não conseguimos ler seus dados de recuperação',
    text: 'Fale com o suporte deste site ou use outra forma de entrar.',
  },
  'other-person': {
    title: 'Isto pertence a outra conta',
    text: 'Entre de novo com a sua própria conta. Se não resolver, fale com o suporte deste site.',
  },
  'state-expired': {
    title: 'Seus dados de recuperação expiraram',
    text: 'Entre de outra forma e configure a recuperação novamente.',
  },
  'state-outdated': {
    title: 'Cadastre seu rosto novamente',
    text: 'O reconhecimento facial foi aprimorado. Recarregue esta página. Se não resolver, entre de outra forma e configure a recuperação novamente.',
  },
  revoked: {
    title: 'Removido da sua conta',
    text: 'Entre de outra forma. Depois você poderá configurar tudo de novo.',
  },
  'not-recognized': {
    title: 'Não reconhecemos seu rosto',
    text: 'Tente com uma luz melhor e sem óculos escuros, ou use outra forma de entrar.',
  },
  locked: { title: 'Muitas tentativas', text: 'Para sua segurança, o acesso fica bloqueado por um tempo.' },
  frozen: {
    title: 'Muitas tentativas',
    text: 'Para sua segurança, esta forma de entrar está fechada por enquanto. Use outra e configure a recuperação novamente.',
  },
  busy: {
    title: 'Já está em andamento',
    text: 'Isto já está em andamento nesta página ou em outra aba. Termine por lá.',
  },
  interrupted: { title: 'A operação foi interrompida', text: 'Comece de novo, por favor.' },
  'already-enrolled': { title: 'Já está configurado', text: 'Seu rosto já está cadastrado.' },
  'handoff-expired': {
    title: 'Este link expirou',
    text: 'Um link vale por cinco minutos. Peça outro no computador.',
  },
  'handoff-used': {
    title: 'Este link já foi usado',
    text: 'Ele funciona uma vez só, e já está tudo pronto. Volte ao computador.',
  },
  'handoff-taken': {
    title: 'Este link já está em uso',
    text: 'Ele está aberto em outro celular ou esta página foi recarregada. Cancele no computador e comece de novo.',
  },
  'handoff-cancelled': {
    title: 'Interrompido',
    text: 'A operação foi cancelada ou o número foi digitado errado três vezes. Nada foi alterado. Você pode recomeçar no computador.',
  },
  offline: {
    title: 'Sem conexão com a internet',
    text: 'Nada foi perdido. Tente novamente quando a conexão voltar.',
  },
  'page-mistake': {
    title: 'Esta página não está bem configurada',
    text: 'Avise o suporte deste site ou use outra forma de entrar.',
  },
  'service-trouble': { title: 'O serviço não responde', text: 'Tente novamente daqui a pouco.' },
  'sign-in-again': {
    title: 'Entre na sua conta novamente',
    text: 'Sua permissão expirou ou não inclui esta ação. Se entrar novamente não resolver, fale com o suporte deste site.',
  },
  'too-many': { title: 'O serviço está sobrecarregado', text: 'Espere um momento e tente novamente.' },
  'device-limit': {
    title: 'Dispositivos demais',
    text: 'Remova primeiro um dos seus dispositivos.',
  },
  'device-replaceable': {
    title: 'Dispositivos demais',
    text: 'Um dos seus dispositivos se parece com este navegador e nunca foi usado. Este navegador pode ficar no lugar dele.',
  },
  'wrong-clock': {
    title: 'A data ou a hora deste dispositivo está errada',
    text: 'Corrija a data e a hora nas configurações do dispositivo e tente novamente.',
  },
  security: {
    title: 'Operação interrompida para sua segurança',
    text: 'A resposta do servidor não é confiável. Avise o responsável por este site.',
  },
};
