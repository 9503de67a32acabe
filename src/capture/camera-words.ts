// cspell:disable
/**
 * Words in the labels of cameras, in the languages of systems that translate them: iOS, macOS and Android do, most drivers on Windows do
 * not. `parts` are found anywhere in a label in lower case, `words` only as whole words.
 */
export interface CameraWords {
  readonly parts: readonly string[];
  readonly words: readonly string[];
}

const split = (list: string): readonly string[] => list.trim().split(/\s*,\s*/);

/** Records infrared or depth, shows a desk from above, or is a program. */
export const unsuitable: CameraWords = {
  parts: [
    // Infrared: en, de, fr, es, pt, it, nl, sv, da and no, fi, cs, hu, ro, pl, ru, uk, tr, zh, ja, ko, ar, hi, id, vi, th, el, he
    ...split(
      'infrared, infra-red, infra red, infrarot, infrarouge, infrarroj, infravermelh, infraross, infrarood, infraröd, infrarød',
    ),
    ...split(
      'infrapuna, infračerven, infravörös, infraroș, podczerwi, инфракрасн, інфрачервон, kızılötesi, 红外, 紅外, 赤外線, 적외선',
    ),
    ...split('تحت الحمراء, इन्फ्रारेड, इंफ्रारेड, अवरक्त, inframerah, hồng ngoại, อินฟราเรด, υπέρυθρ, אינפרא'),
    // Depth: de, fr, es, pt, it, nl, sv, pl, ru, uk, tr, zh, ja, ko, ar, hi, id, vi, th
    ...split(
      'tiefenkamera, tiefensensor, profondeur, profundidad, profondità, diepte, djupkamera, głębi, глубин, глибин',
    ),
    ...split('derinlik, 深度, 景深, 奥行き, 심도, 깊이, العمق, डेप्थ, गहराई, kedalaman, độ sâu, ความลึก'),
    // Virtual: most European languages, pl, ru, uk, zh, ja, ko, ar, hi, vi, th, el, he
    ...split(
      'virtu, wirtualn, виртуальн, віртуальн, 虚拟, 虛擬, 仮想, バーチャル, 가상, افتراضي, वर्चुअल, आभासी',
    ),
    ...split('เสมือน, εικονικ, וירטואל'),
    // Programs
    ...split(
      'snap camera, manycam, xsplit, vcam, mmhmm, splitcam, youcam, camtwist, chromacam, facerig, animaze, webcammax',
    ),
    ...split(
      'nvidia broadcast, streamlabs, vtube, screen capture, unity video capture, dummy video device, loopback',
    ),
    // Desk View of macOS and iPadOS: en, de, it, cs, nl, ja, ko, zh
    ...split('desk view, schreibtischansicht, panoramica scrivania, stolní kamera, bureauweergave'),
    ...split('デスクビュー, 데스크뷰, 데스크 뷰, 桌上视角, 桌上視角'),
  ],
  words: split('ir, ик, іч, depth, obs, sanal, ảo'),
};

/** Faces away from the user. */
export const rear: CameraWords = {
  parts: [
    ...split(
      'backcam, rearcam, rück, hinterkamera, arrière, traser, traseir, posterior, achter, baksid, bagsid, takakamera',
    ),
    ...split(
      'tylny, tylna, tylnej, zadní, zadná, hátsó, hátoldal, hátlap, stražnj, задн, на задней, belakang',
    ),
    ...split('后置, 后面, 后摄, 後置, 後面, 背面, 背置, 外側, アウトカメラ, リアカメラ, 후면, 후방'),
    ...split('خلفي, बैक, रियर, पीछे, पिछला, หลัง, πίσω, אחורי, darrere'),
  ],
  words: split('back, rear, world, environment, trás, arka, bak, bakre, sau, spate'),
};

/** Faces the user. */
export const front: CameraWords = {
  parts: [
    ...split(
      'frontcam, frontkam, frontal, vorderkamera, vorderseit, vordere, avant, delanter, anterior, voorzijde, voorkant',
    ),
    ...split(
      'framsid, främre, forsid, etukamera, przedni, přední, predná, elülső, előlap, передн, фронтальн, depan',
    ),
    ...split('前置, 前面, 前摄, 前鏡頭, インカメラ, フロント, 전면, 전방, أمامي, फ्रंट, फ़्रंट, सामने, หน้า'),
    ...split('trước, μπροστ, קדמי, selfie'),
  ],
  words: split('front, user, ön, frente, față'),
};
