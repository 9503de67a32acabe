import type { Texts } from './en.ts';

export const pt: Texts = {
  demo: 'Demonstração',
  skip: 'Ir para o conteúdo',
  camera: 'Câmera',
  realCamera: 'Câmera deste dispositivo',
  simulatedPeople: 'Pessoas simuladas',
  simulatedName: '{name} (simulação)',
  language: 'Idioma',
  theme: 'Cores',
  themes: { auto: 'Como no sistema', light: 'Claras', dark: 'Escuras' },
  settings: 'Configurações',
  account: 'Conta',
  signIn: 'Entrar',
  signOut: 'Sair',
  back: 'Voltar',
  offline: 'Sem conexão',
  retry: 'Tentar novamente',
  failed: 'Não deu certo',
  waiting: 'O banco ainda não respondeu. Um momento, por favor.',

  home: {
    title: ['Seu celular se foi.', 'Sua conta, não.'],
    lead: 'Em um novo dispositivo, as pessoas voltam à conta com o rosto. O rosto nunca sai da página. O Larch é um banco inventado que mostra como.',
    create: 'Criar conta',
    comeBack: 'Tenho um novo dispositivo',
    steps: [
      ['Entrar como sempre', 'Primeiro vem uma senha, um código ou um link.'],
      ['Mostrar o rosto', 'Navegador e banco comparam sem mostrar nada um ao outro.'],
      [
        'De volta à conta',
        'Este navegador ganha uma chave própria. Dispositivos perdidos podem ser removidos na hora.',
      ],
    ],
    noCamera: 'Sem câmera por perto? Escolha uma pessoa simulada em “Câmera”.',
    disclaimer: 'Uma demonstração com modelos só para avaliação. Use com outro fator, nunca sozinha.',
    element: 'O que as pessoas veem: o elemento de recuperação',
  },

  register: {
    title: 'Criar conta',
    lead: 'Um nome e uma senha, como em todo lugar. Depois vem o seu rosto.',
    name: 'Nome',
    password: 'Senha',
    passwordHint: 'Pelo menos 8 caracteres',
    submit: 'Criar conta',
    have: 'Já tenho conta',
    codeSent: 'Se o nome estiver livre, um código está a caminho.',
  },

  setup: {
    title: 'Configurar o rosto',
    lead: 'Para que perder um dispositivo não seja perder a conta.',
    backup: 'Recuperação para depois',
    backupText:
      'O banco guarda uma sequência lacrada (tipo BACKUP). Com ela e o seu rosto, você entra em qualquer dispositivo novo.',
    alsoBind: 'Vincular também este navegador',
    temporary: 'Só este navegador',
    temporaryText:
      'A sequência é usada na hora para vincular este navegador (tipo TEMPORARY). Nada fica para depois.',
    done: 'Ir para a minha conta',
    later: 'Agora não',
  },

  signInForm: {
    title: 'Entrar',
    lead: 'O primeiro fator: o banco confere como sempre. Depois vem o seu rosto.',
    name: 'Nome',
    withPassword: 'Senha',
    withCode: 'Código único',
    withLink: 'Link de acesso',
    sendCode: 'Enviar um código',
    sendLink: 'Enviar um link',
    code: 'Código',
    submit: 'Entrar',
    create: 'Criar conta',
    linkSent: 'Se essa conta existir, um link está a caminho.',
    linkTitle: 'Entrar com este link',
    linkFailed: 'Este link já foi usado ou é antigo demais.',
  },

  inbox: {
    title: 'Sua caixa de entrada',
    lead: 'Esta demonstração não envia mensagens. O que chegaria aparece aqui.',
    empty: 'Nada ainda.',
    code: 'Seu código do Larch é {code}.',
    link: 'Entre no Larch com este link.',
    accountExists: 'Você já tem conta no Larch. Entre ou ignore esta mensagem.',
    use: 'Usar este código',
    open: 'Abrir o link',
  },

  phone: {
    title: 'Continuar neste celular',
    none: 'Abra esta página com o link ou o código QR do seu computador.',
  },

  recover: {
    title: 'Um novo dispositivo',
    lead: 'O primeiro fator está pronto. Agora a sequência lacrada e o seu rosto abrem a conta.',
    none: 'O banco não tem recuperação para esta conta. Entre de outra forma e depois configure uma.',
    withoutFace: 'Entrar sem o rosto',
    toAccount: 'Ir para a minha conta',
    enrollAgain: 'Configurar o rosto de novo, com os novos modelos',
  },

  confirm: {
    title: 'Que bom ter você de volta',
    lead: 'Este navegador está vinculado à sua conta. O seu rosto e a chave dele a abrem.',
    otherDevice: 'Vincular este navegador de novo',
  },

  withoutFace: {
    title: 'Outra forma de entrar',
    lead: 'Sem o rosto, o banco pede outros dois fatores: a senha e um código único.',
  },

  overview: {
    title: 'Que bom ver você, {name}',
    balance: 'Saldo',
    unprotected: 'Sua conta ainda não tem recuperação',
    unprotectedText:
      'Se você perder este dispositivo, só uma senha protege a conta. Um olhar para a câmera ajuda.',
    setup: 'Configurar o rosto',
    pay: 'Enviar dinheiro',
    payText: 'Confirmado com o seu rosto e a chave deste navegador.',
    payee: 'Para',
    amount: 'Valor em euros',
    review: 'Continuar',
    recent: 'Últimos pagamentos',
    unbound: 'Este navegador não está vinculado. Pagamentos são confirmados em um navegador vinculado.',
    connect: 'Vincular este navegador',
    danger: 'Parar de usar o rosto',
    dangerText: 'Apaga todos os dispositivos e tudo o que diz respeito ao seu rosto, no banco e aqui.',
    remove: 'Remover meu rosto',
    removeTitle: 'Remover seu rosto?',
    removeText: 'Toda recuperação e todo navegador vinculado deixam de funcionar. A conta permanece.',
    keep: 'Manter',
  },

  payment: {
    title: 'Confirmar o pagamento',
    lead: 'O que você vê é o que é assinado.',
    done: 'Pago',
    doneText: 'O banco verificou a confirmação e depois transferiu o dinheiro.',
    claims: 'O que o banco verificou',
  },

  events: {
    title: 'Eventos nesta página',
    lead: 'Eventos do elemento, à medida que chegam. Os conteúdos são lacrados.',
    empty: 'Nada ainda. Aperte o botão do elemento.',
    clear: 'Limpar',
  },

  support: {
    title: 'Atendimento',
    lead: 'Cinco recusas bloqueiam a conta por dez minutos. Só o atendimento do banco pode desbloquear, depois de confirmar quem você é.',
  },

  refused: {
    'signed-out': 'Entre primeiro, por favor.',
    'not-allowed': 'Para isso é preciso mais do que você mostrou até agora.',
    'name-invalid': 'Um nome tem de 2 a 40 letras, números ou . _ @ -',
    'password-short': 'Uma senha tem de 8 a 200 caracteres.',
    wrong: 'Não está correto. Tente novamente.',
    'no-client-state': 'O banco não tem recuperação para esta conta.',
    assertion: 'O banco não conseguiu verificar. Tente novamente.',
    'too-large': 'É grande demais.',
    'too-many': 'Tentativas demais. Espere um pouco e tente novamente.',
    'no-inbox': 'Esta demonstração só mostra mensagens no computador em que é executada.',
    'not-found': 'Isso não existe.',
    amount: 'Informe quem recebe e um valor que o seu saldo cubra.',
    'other-origin': 'Isso não veio desta página.',
    offline: 'Sem conexão. Tente novamente.',
    trouble: 'Algo deu errado no banco. Tente novamente.',
  },
};
