// cspell:disable
import { describe, expect, it } from 'vitest';
import { findBetterCamera, rankCamera } from '../../../src/capture/choose-camera.ts';

const cameras = ['Integrated IR Camera', 'Back Camera', 'Integrated Webcam', 'OBS Virtual Camera'].map(
  (label, i) => ({ deviceId: String(i), label }),
);

describe('findBetterCamera', () => {
  it('returns undefined for a suitable camera', () => {
    expect(findBetterCamera('Integrated Webcam', cameras)).toBeUndefined();
  });

  it('returns a front camera instead of an infrared or virtual one', () => {
    expect(findBetterCamera('Integrated IR Camera', cameras)?.label).toBe('Integrated Webcam');
    expect(findBetterCamera('OBS Virtual Camera', cameras)?.label).toBe('Integrated Webcam');
  });

  it('returns a rear camera when there is no suitable front camera', () => {
    expect(findBetterCamera('Depth Sensor', cameras.slice(0, 2))?.label).toBe('Back Camera');
  });

  it('returns undefined when there is no other camera', () => {
    expect(findBetterCamera('OBS Virtual Camera', cameras.slice(3))).toBeUndefined();
  });

  it('prefers a camera that faces the user, whatever the order', () => {
    const labels = ['Rückkamera', 'USB-Kamera', 'Frontkamera'];
    const german = labels.map((label, i) => ({ deviceId: String(i), label }));
    expect(findBetterCamera('Infrarotkamera', german)?.label).toBe('Frontkamera');
    expect(findBetterCamera('Rückkamera', german)?.label).toBe('Frontkamera');
    expect(findBetterCamera('Frontkamera', german)).toBeUndefined();
    expect(findBetterCamera('USB-Kamera', german)).toBeUndefined();
  });
});

type Labels = readonly (readonly [language: string, ...labels: string[]])[];

/** Labels of iOS, macOS, Android and drivers, by language. */
const front: Labels = [
  ['English', 'Front Camera', 'camera2 1, facing front', 'Surface Camera Front', 'Front TrueDepth Camera'],
  ['German', 'Frontkamera', 'Vorderseitige Kamera'],
  ['French', 'Caméra avant'],
  ['Spanish', 'Cámara frontal', 'Cámara delantera'],
  ['Portuguese', 'Câmera Frontal', 'Câmara frontal'],
  ['Italian', 'Fotocamera anteriore', 'Fotocamera (anteriore)'],
  ['Dutch', 'Camera aan voorzijde'],
  ['Swedish', 'Kamera på framsidan'],
  ['Polish', 'Przedni aparat', 'Aparat przedni'],
  ['Russian', 'Передняя камера', 'Фронтальная камера'],
  ['Ukrainian', 'Передня камера'],
  ['Turkish', 'Ön Kamera'],
  ['Arabic', 'الكاميرا الأمامية'],
  ['Hindi', 'फ़्रंट कैमरा', 'फ्रंट कैमरा'],
  ['Indonesian', 'Kamera Depan'],
  ['Vietnamese', 'Camera mặt trước'],
  ['Thai', 'กล้องด้านหน้า'],
  ['Chinese, simplified', '前置相机', '前置镜头'],
  ['Chinese, traditional', '前置相機', '前置鏡頭'],
  ['Japanese', '前面カメラ', 'フロントカメラ'],
  ['Korean', '전면 카메라'],
];
const rear: Labels = [
  ['English', 'Back Camera', 'Back Dual Wide Camera', 'camera2 0, facing back', 'Surface Camera Rear'],
  ['German', 'Rückkamera', 'Rückseitige Ultra-Weitwinkelkamera'],
  ['French', 'Caméra arrière', 'Double caméra grand angle arrière'],
  ['Spanish', 'Cámara trasera', 'Cámara amplia posterior doble'],
  ['Portuguese', 'Câmera Traseira', 'Câmera de Trás', 'Câmara traseira'],
  ['Italian', 'Fotocamera (posteriore)', 'Fotocamera posteriore'],
  ['Dutch', 'Camera aan achterzijde'],
  ['Swedish', 'Kamera på baksidan'],
  ['Polish', 'Tylny aparat', 'Aparat tylny'],
  ['Russian', 'Задняя камера', 'Камера на задней панели'],
  ['Ukrainian', 'Задня камера'],
  ['Turkish', 'Arka Kamera', 'Çift Geniş Kamera Arka Yüzü'],
  ['Arabic', 'الكاميرا الخلفية', 'كاميرا خلفية مزدوجة عريضة'],
  ['Hindi', 'बैक कैमरा'],
  ['Indonesian', 'Kamera Belakang', 'Dwikamera Lebar Belakang'],
  ['Vietnamese', 'Camera mặt sau'],
  ['Thai', 'กล้องด้านหลัง'],
  ['Chinese, simplified', '后置相机', '后置双广角镜头'],
  ['Chinese, traditional', '後置相機', '後置雙廣角鏡頭相機'],
  ['Japanese', '背面カメラ', '背面デュアル広角カメラ'],
  ['Korean', '후면 카메라', '후면 듀얼 와이드 카메라'],
];
const unsuitable: Labels = [
  [
    'English',
    'Integrated IR Camera',
    'Infrared Camera',
    'Intel RealSense Depth Camera',
    'Windows Virtual Camera',
  ],
  [
    'English',
    'Desk View Camera',
    'iPhone Desk View Camera',
    'Surface IR Camera Front',
    'USB2.0 IR UVC WebCam',
  ],
  [
    'programs',
    'OBS Virtual Camera',
    'OBS-Camera',
    'Snap Camera',
    'ManyCam',
    'XSplit VCam',
    'NVIDIA Broadcast',
  ],
  ['German', 'Infrarotkamera', 'Schreibtischansicht-Kamera', 'Virtuelle Kamera', 'Tiefenkamera'],
  ['French', 'Caméra infrarouge', 'Caméra Desk View', 'Caméra virtuelle', 'Capteur de profondeur'],
  ['Spanish', 'Cámara infrarroja', 'Cámara virtual', 'Cámara de profundidad'],
  ['Portuguese', 'Câmera infravermelha', 'Câmera de profundidade', 'Câmera virtual'],
  ['Italian', 'Fotocamera a infrarossi', 'Fotocamera di Panoramica Scrivania', 'Fotocamera virtuale'],
  ['Dutch', 'Infraroodcamera', 'Virtuele camera', 'Dieptecamera'],
  ['Swedish', 'Infraröd kamera', 'Virtuell kamera', 'Djupkamera'],
  ['Polish', 'Kamera na podczerwień', 'Wirtualna kamera', 'Kamera głębi'],
  ['Russian', 'Инфракрасная камера', 'ИК-камера', 'Виртуальная камера', 'Камера глубины'],
  ['Ukrainian', 'Інфрачервона камера', 'Віртуальна камера', 'Камера глибини'],
  ['Turkish', 'Kızılötesi Kamera', 'Sanal Kamera', 'Derinlik Kamerası'],
  ['Arabic', 'كاميرا الأشعة تحت الحمراء', 'كاميرا افتراضية', 'كاميرا العمق'],
  ['Hindi', 'इन्फ्रारेड कैमरा', 'वर्चुअल कैमरा', 'डेप्थ कैमरा'],
  ['Indonesian', 'Kamera Inframerah', 'Kamera Virtual', 'Kamera Kedalaman'],
  ['Vietnamese', 'Camera hồng ngoại', 'Camera ảo', 'Camera độ sâu'],
  ['Thai', 'กล้องอินฟราเรด', 'กล้องเสมือน', 'กล้องวัดความลึก'],
  ['Chinese, simplified', '红外摄像头', '虚拟摄像头', '深度摄像头', '桌上视角相机'],
  ['Chinese, traditional', '紅外線攝影機', '虛擬攝影機', '景深相機', '桌上視角相機'],
  ['Japanese', '赤外線カメラ', '仮想カメラ', '深度カメラ', 'デスクビューカメラ'],
  ['Korean', '적외선 카메라', '가상 카메라', '깊이 카메라', '데스크뷰 카메라'],
];
const unknown: Labels = [
  [
    'English',
    'FaceTime HD Camera',
    'Integrated Webcam',
    'Logitech BRIO',
    'HD Pro Webcam C920 (046d:082d)',
    'Iriun Webcam',
  ],
  ['German', 'FaceTime HD-Kamera', 'USB-Kamera', 'Backlight Webcam'],
  ['Spanish', 'Cámara FaceTime HD'],
  ['Vietnamese', 'Camera FaceTime HD'],
  ['none', ''],
];

describe.each(Object.entries({ front, rear, unsuitable, unknown }))(
  'rankCamera returns %s',
  (rank, table) => {
    it.each(table)('for labels in %s: %s, %s, %s', (_language, ...labels) => {
      for (const label of labels) expect([label, rankCamera(label)]).toEqual([label, rank]);
    });

    it('for the same labels in capital letters and with separate marks', () => {
      for (const [language, ...labels] of table) {
        // Lower case of the Turkish letters depends on the language of the system.
        if (language === 'Turkish') continue;
        for (const label of labels)
          expect([label, rankCamera(label.normalize('NFD').toUpperCase())]).toEqual([label, rank]);
      }
    });
  },
);

it('ranks a label with invisible characters by its visible text', () => {
  expect(rankCamera('Infra\u00adrot\u200bkamera')).toBe('unsuitable');
});
